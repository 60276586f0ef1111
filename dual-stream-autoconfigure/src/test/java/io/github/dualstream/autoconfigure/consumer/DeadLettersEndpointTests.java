package io.github.dualstream.autoconfigure.consumer;

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.github.dualstream.Position;
import io.github.dualstream.consumer.DeadLetters;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.deadletter.DeadLetter;
import io.github.dualstream.consumer.deadletter.DeadLetterFollower;
import io.github.dualstream.consumer.deadletter.DeadLetterJournal;
import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.RecordKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class DeadLettersEndpointTests {

	private static final EventConsumers NO_CONSUMERS = new EventConsumers((group) -> {
		throw new UnsupportedOperationException();
	});

	private final Answers answers = new Answers();

	private final DeadLettersEndpoint endpoint = new DeadLettersEndpoint(
			new DeadLetters(this.answers, Duration.ofSeconds(1)), NO_CONSUMERS);

	@Test
	void unlessToldOtherwiseNothingIsChanged() {
		DeadLettersEndpoint.DeadLetterRecords letters = act("redrive", null, null);
		assertThat(letters.dryRun()).isTrue();
		assertThat(letters.letters()).hasSize(2);
		assertThat(this.answers.written).isEmpty();
	}

	@Test
	void whenItIsNoDryRunThenLettersAreRedrivenAndTheLogSaysByWhom(CapturedOutput output) {
		assertThat(act("redrive", null, false).letters()).hasSize(2);
		assertThat(this.answers.written).containsExactly("REDRIVE letters:0:0", "REDRIVE letters:0:1");
		assertThat(output).contains("eve?forged asked to redrive 2 dead-letter records");
	}

	@Test
	void onlyAsManyAreSkippedAsTheLimitSays() {
		assertThat(act("skip", 1, false).letters()).hasSize(1);
		assertThat(this.answers.written).containsExactly("SKIPPED letters:0:0");
	}

	@Test
	void whatItDoesNotUnderstandIsRefusedByName() {
		assertThatExceptionOfType(InvalidEndpointRequestException.class).isThrownBy(() -> act("drop", null, false))
			.withMessageContaining("action");
		assertThatExceptionOfType(InvalidEndpointRequestException.class).isThrownBy(() -> act("skip", 0, false))
			.withMessageContaining("limit");
		assertThat(this.answers.written).isEmpty();
	}

	private DeadLettersEndpoint.DeadLetterRecords act(String action, @Nullable Integer limit,
			@Nullable Boolean dryRun) {
		return this.endpoint.act(new Eve(), "group", "events", action, null, null, null, null, limit, null, dryRun);
	}

	private static final class Eve implements SecurityContext {

		@Override
		public Principal getPrincipal() {
			return () -> "eve\nforged";
		}

		@Override
		public boolean isUserInRole(String role) {
			return false;
		}

	}

	/** Has two open letters. */
	private static final class Answers implements DeadLetterJournal {

		private final List<String> written = new ArrayList<>();

		@Override
		public CompletableFuture<Position> answer(DeadLetterMark letter, String group, DeadLetterMark.Kind answer) {
			this.written.add(answer + " " + letter.letter());
			return CompletableFuture.completedFuture(new Position("letters", 0, 2));
		}

		@Override
		public List<DeadLetter> open(String group, String topic, Predicate<DeadLetter> filter, int limit) {
			return List.of(letter(0), letter(1)).stream().filter(filter).limit(limit).toList();
		}

		private static DeadLetter letter(long offset) {
			return new DeadLetter(new Position("letters", 0, offset), new Position("events", 0, offset), "group",
					RecordKey.of("key"), "id", "type", 1, "exception", "cause", Instant.EPOCH);
		}

		@Override
		public LogRecord read(DeadLetterMark letter) {
			throw new UnsupportedOperationException();
		}

		@Override
		public DeadLetterFollower follow(String group) {
			throw new UnsupportedOperationException();
		}

	}

}
