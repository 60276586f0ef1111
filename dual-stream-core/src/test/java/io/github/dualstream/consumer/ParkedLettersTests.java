package io.github.dualstream.consumer;

import io.github.dualstream.Position;
import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import io.github.dualstream.consumer.deadletter.DeadLetterMark.Kind;
import io.github.dualstream.transport.RecordKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ParkedLettersTests {

	private final ParkedLetters letters = new ParkedLetters();

	@Test
	void lettersWaitUntilOneOfThemIsToBeRedriven() {
		read(Kind.LETTER, 0, 0);
		read(Kind.LETTER, 1, 1);
		assertThat(this.letters.next()).isNull();
		read(Kind.REDRIVE, 2, 1);
		assertThat(next()).isZero();
		written(Kind.RESOLVED, 3, 0);
		assertThat(next()).isOne();
	}

	@Test
	void whenOneFailsThenTheOthersWaitAgain() {
		read(Kind.LETTER, 0, 0);
		read(Kind.LETTER, 1, 1);
		read(Kind.REDRIVE, 2, 0);
		written(Kind.FAILED, 3, 0);
		assertThat(this.letters.next()).isNull();
		assertThat(this.letters.holdingBack()).isNotNull();
	}

	@Test
	void whenTheFirstIsSkippedThenTheOthersAreHandledAndOtherwiseTheyWait() {
		read(Kind.LETTER, 0, 0);
		read(Kind.LETTER, 1, 1);
		read(Kind.LETTER, 2, 2);
		read(Kind.SKIPPED, 3, 1);
		assertThat(this.letters.next()).isNull();
		read(Kind.SKIPPED, 4, 0);
		assertThat(next()).isEqualTo(2);
	}

	@Test
	void whenARequestIsReadLateThenItDoesNotReleaseWhatCameBehindIt() {
		read(Kind.LETTER, 0, 0);
		read(Kind.REDRIVE, 1, 0);
		written(Kind.RESOLVED, 3, 0);
		written(Kind.LETTER, 4, 4);
		read(Kind.REDRIVE, 2, 0);
		assertThat(this.letters.next()).isNull();
		assertThat(this.letters.holdingBack()).isNotNull();
	}

	@Test
	void whenALetterIsReadAfterItWasResolvedThenItIsNotOpenAgain() {
		written(Kind.LETTER, 0, 0);
		read(Kind.REDRIVE, 1, 0);
		written(Kind.RESOLVED, 2, 0);
		read(Kind.LETTER, 0, 0);
		assertThat(this.letters.holdingBack()).isNull();
		read(Kind.RESOLVED, 2, 0);
		assertThat(this.letters.isEmpty()).isTrue();
	}

	@Test
	void anEventThatComesAgainIsKnownFromTheFirstOpenLetterToTheLast() {
		read(Kind.LETTER, 0, 10);
		read(Kind.LETTER, 1, 20);
		assertThat(this.letters.contains(9)).isFalse();
		assertThat(this.letters.contains(10)).isTrue();
		assertThat(this.letters.contains(20)).isTrue();
		assertThat(this.letters.contains(21)).isFalse();
	}

	private long next() {
		return this.letters.next().letter().offset();
	}

	/** For a letter, the last number is its origin; else the letter that it is about. */
	private void read(Kind kind, long offset, long about) {
		this.letters.apply(mark(kind, offset, about), true);
	}

	private void written(Kind kind, long offset, long about) {
		this.letters.apply(mark(kind, offset, about), false);
	}

	private static DeadLetterMark mark(Kind kind, long offset, long about) {
		return new DeadLetterMark(kind, new Position("letters", 0, offset),
				new Position("letters", 0, (kind == Kind.LETTER) ? offset : about), new Position("events", 0, about),
				RecordKey.of("key"));
	}

}
