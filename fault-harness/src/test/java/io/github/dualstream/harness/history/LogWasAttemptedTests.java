package io.github.dualstream.harness.history;

import java.util.List;

import org.junit.jupiter.api.Test;

import static io.github.dualstream.harness.history.Histories.acknowledged;
import static io.github.dualstream.harness.history.Histories.failed;
import static io.github.dualstream.harness.history.Histories.pending;
import static io.github.dualstream.harness.history.Histories.record;
import static io.github.dualstream.harness.history.Histories.unknown;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogWasAttempted}.
 */
class LogWasAttemptedTests {

	@Test
	void whenTheLogHasWhatWasAcknowledgedOrUnknownThenItHolds() {
		assertThat(LogWasAttempted.check(
				List.of(acknowledged("e1", 1, 0), unknown("e2", 2), pending("e3", 3), failed("e4", 4),
						acknowledged("e4", 5, 3)),
				List.of(record("e1", 0), record("e2", 1), record("e3", 2), record("e4", 3))))
			.isEmpty();
	}

	@Test
	void whenARecordWasNeverPublishedThenItIsNamed() {
		assertThat(LogWasAttempted.check(List.of(acknowledged("e1", 1, 0)), List.of(record("e1", 0), record("x", 1))))
			.singleElement()
			.asString()
			.startsWith("B: ")
			.contains("event x", "source order:1", "events:0:1", "never published");
	}

	@Test
	void whenAFailedEventIsInTheLogThenItIsNamedWithWhatWasReported() {
		assertThat(LogWasAttempted.check(List.of(failed("e1", 1)), List.of(record("e1", 0)))).singleElement()
			.asString()
			.contains("event e1", "events:0:0", "reported as failed: error");
	}

	@Test
	void whenAnEventLiesUnderAnotherSourceThenBothAreNamed() {
		LogRecord stray = new LogRecord("events", 0, 0, "e1", "order:2", "content");
		assertThat(LogWasAttempted.check(List.of(acknowledged("e1", 1, 0)), List.of(stray))).singleElement()
			.asString()
			.contains("source order:2", "published for source order:1");
	}

}
