package io.github.dualstream.harness.history;

import java.util.List;

import org.junit.jupiter.api.Test;

import static io.github.dualstream.harness.history.Histories.SOURCE;
import static io.github.dualstream.harness.history.Histories.acknowledged;
import static io.github.dualstream.harness.history.Histories.failed;
import static io.github.dualstream.harness.history.Histories.record;
import static io.github.dualstream.harness.history.Histories.unknown;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Duplicates}.
 */
class DuplicatesTests {

	@Test
	void whenADuplicateFollowsAnUnknownOutcomeThenItHolds() {
		List<LogRecord> log = List.of(record("e1", 0), record("e2", 1), record("e1", 2));
		assertThat(Duplicates.check(List.of(unknown("e1", 1), acknowledged("e2", 2, 1), acknowledged("e1", 3, 2)), log))
			.isEmpty();
		assertThat(Duplicates.count(log)).isOne();
	}

	@Test
	void whenAnAcknowledgedEventIsThereTwiceThenBothPlacesAreNamed() {
		assertThat(Duplicates.check(List.of(acknowledged("e1", 1, 0)), List.of(record("e1", 0), record("e1", 1))))
			.singleElement()
			.asString()
			.startsWith("D: ")
			.contains("event e1", "source order:1", "events:0:1", "events:0:0", "was known");
	}

	@Test
	void whenAFailedPublishFollowsThenADuplicateIsStillOne() {
		assertThat(Duplicates.check(List.of(acknowledged("e1", 1, 0), failed("e1", 2)),
				List.of(record("e1", 0), record("e1", 1))))
			.hasSize(1);
	}

	@Test
	void whenThereAreMoreRecordsThanPublishesThenTheyAreCounted() {
		assertThat(Duplicates.check(List.of(unknown("e1", 1), acknowledged("e1", 2, 1)),
				List.of(record("e1", 0), record("e1", 1), record("e1", 2))))
			.singleElement()
			.asString()
			.contains("3 times, after 2 publishes");
	}

	@Test
	void whenTheDuplicateSaysSomethingElseThenItIsNamed() {
		LogRecord other = new LogRecord("events", 0, 1, "e1", SOURCE, "other");
		assertThat(
				Duplicates.check(List.of(unknown("e1", 1), acknowledged("e1", 2, 1)), List.of(record("e1", 0), other)))
			.singleElement()
			.asString()
			.contains("events:0:1", "other content");
	}

}
