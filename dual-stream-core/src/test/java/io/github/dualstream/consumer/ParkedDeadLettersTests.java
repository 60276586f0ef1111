package io.github.dualstream.consumer;

import java.util.Objects;

import io.github.dualstream.Position;
import io.github.dualstream.consumer.SourceDeadLetters.Turn;
import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import io.github.dualstream.consumer.deadletter.DeadLetterMark.Kind;
import io.github.dualstream.transport.RecordKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ParkedDeadLettersTests {

	private final ParkedDeadLetters deadLetters = new ParkedDeadLetters();

	@Test
	void deadLettersWaitUntilOneOfThemIsToBeRedriven() {
		read(Kind.LETTER, 0, 0);
		read(Kind.LETTER, 1, 1);
		assertThat(this.deadLetters.hasRedrive()).isFalse();
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
		assertThat(this.deadLetters.hasRedrive()).isFalse();
		assertThat(this.deadLetters.isParked()).isTrue();
	}

	@Test
	void whenTheFirstIsSkippedThenTheOthersAreHandledAndOtherwiseTheyWait() {
		read(Kind.LETTER, 0, 0);
		read(Kind.LETTER, 1, 1);
		read(Kind.LETTER, 2, 2);
		read(Kind.SKIPPED, 3, 1);
		assertThat(this.deadLetters.hasRedrive()).isFalse();
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
		assertThat(this.deadLetters.hasRedrive()).isFalse();
		assertThat(this.deadLetters.isParked()).isTrue();
	}

	@Test
	void whenADeadLetterIsReadAfterItWasResolvedThenItIsNotOpenAgain() {
		written(Kind.LETTER, 0, 0);
		read(Kind.REDRIVE, 1, 0);
		written(Kind.RESOLVED, 2, 0);
		read(Kind.LETTER, 0, 0);
		assertThat(this.deadLetters.isParked()).isFalse();
		read(Kind.RESOLVED, 2, 0);
		assertThat(this.deadLetters.isEmpty()).isTrue();
	}

	@Test
	void anEventThatIsReadAgainIsDroppedFromTheFirstOpenDeadLetterToTheLast() {
		read(Kind.LETTER, 0, 10);
		read(Kind.LETTER, 1, 20);
		assertThat(turn(9)).isEqualTo(Turn.Kind.LIVE);
		assertThat(turn(10)).isEqualTo(Turn.Kind.DROP);
		assertThat(turn(20)).isEqualTo(Turn.Kind.DROP);
		assertThat(turn(21)).isEqualTo(Turn.Kind.PARK);
	}

	@Test
	void liveEventsAreParkedBeforeARedriveBeginsAndNotOnceItHasBegun() {
		read(Kind.LETTER, 0, 10);
		read(Kind.REDRIVE, 1, 0);
		assertThat(turn(11)).isEqualTo(Turn.Kind.PARK);
		assertThat(this.deadLetters.turn(11, mark(Kind.REDRIVE, 1, 0)).kind()).isEqualTo(Turn.Kind.REDRIVE);
		assertThat(this.deadLetters.turn(11, mark(Kind.REDRIVE, 1, 7)).kind()).as("of another one")
			.isEqualTo(Turn.Kind.PARK);
	}

	private Turn.Kind turn(long live) {
		return this.deadLetters.turn(live, null).kind();
	}

	private long next() {
		DeadLetterMark next = this.deadLetters.turn(Long.MAX_VALUE, null).deadLetter();
		return Objects.requireNonNull(next).letter().offset();
	}

	/**
	 * For a dead-letter record, the last number is its origin; else the record that it is
	 * about.
	 */
	private void read(Kind kind, long offset, long about) {
		this.deadLetters.apply(mark(kind, offset, about), true);
	}

	private void written(Kind kind, long offset, long about) {
		this.deadLetters.apply(mark(kind, offset, about), false);
	}

	private static DeadLetterMark mark(Kind kind, long offset, long about) {
		return new DeadLetterMark(kind, new Position("letters", 0, offset),
				new Position("letters", 0, (kind == Kind.LETTER) ? offset : about), new Position("events", 0, about),
				RecordKey.of("key"));
	}

}
