package io.github.dualstream.harness.history;

import java.util.List;

import org.junit.jupiter.api.Test;

import static io.github.dualstream.harness.history.Histories.SOURCE;
import static io.github.dualstream.harness.history.Histories.acknowledged;
import static io.github.dualstream.harness.history.Histories.pending;
import static io.github.dualstream.harness.history.Histories.record;
import static io.github.dualstream.harness.history.Histories.unknown;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SourceOrder}.
 */
class SourceOrderTests {

	@Test
	void whenTheLogIsInTheOrderOfTheCallsThenItHolds() {
		assertThat(SourceOrder.check(List.of(acknowledged("e1", 1, 0), unknown("e2", 2), acknowledged("e3", 3, 2)),
				List.of(record("e1", 0), record("e2", 1), record("e3", 2))))
			.isEmpty();
	}

	@Test
	void whenTwoEventsAreSwappedThenTheLaterOneIsNamed() {
		assertThat(SourceOrder.check(List.of(acknowledged("e1", 1, 1), acknowledged("e2", 2, 0)),
				List.of(record("e2", 0), record("e1", 1))))
			.singleElement()
			.asString()
			.startsWith("C: ")
			.contains("event e1", "source order:1", "events:0:1", "call 1", "after call 2");
	}

	@Test
	void whenAnUnknownEventOvertookThenItIsNamed() {
		assertThat(SourceOrder.check(List.of(unknown("e1", 1), acknowledged("e2", 2, 0)),
				List.of(record("e2", 0), record("e1", 1))))
			.singleElement()
			.asString()
			.contains("event e1", "call 1", "after call 2");
	}

	@Test
	void whenAnEventIsPublishedAgainLaterThenItsSecondCallCounts() {
		assertThat(SourceOrder.check(
				List.of(unknown("e1", 1), acknowledged("e2", 2, 0), acknowledged("e1", 3, 1), acknowledged("e3", 4, 2)),
				List.of(record("e2", 0), record("e1", 1), record("e3", 2))))
			.isEmpty();
	}

	@Test
	void whenAnEventIsThereTwiceThenOnlyItsFirstRecordCounts() {
		assertThat(SourceOrder.check(List.of(unknown("e1", 1), acknowledged("e2", 2, 1), acknowledged("e1", 3, 2)),
				List.of(record("e1", 0), record("e2", 1), record("e1", 2))))
			.isEmpty();
	}

	@Test
	void whenAnotherProcessPublishesAgainThenItsCallCounts() {
		Operation again = new Operation("app-2", 1, "e1", SOURCE, 1, Outcome.ACKNOWLEDGED, "events:0:1", null, 9, 10);
		assertThat(SourceOrder.check(List.of(pending("e1", 1), acknowledged("e2", 2, 0), again),
				List.of(record("e2", 0), record("e1", 1))))
			.isEmpty();
	}

	@Test
	void whenASourceLiesInTwoPartitionsThenTheStrayIsNamed() {
		LogRecord stray = new LogRecord("events", 1, 0, "e2", SOURCE, "content");
		Operation second = new Operation("app", 2, "e2", SOURCE, 2, Outcome.ACKNOWLEDGED, "events:1:0", null, 2, 3);
		assertThat(SourceOrder.check(List.of(acknowledged("e1", 1, 0), second), List.of(record("e1", 0), stray)))
			.singleElement()
			.asString()
			.contains("event e2", "events:1:0", "in another partition than its source, events:0");
	}

	@Test
	void whenCallsHaveNoOrderThenTheLogMayHaveAny() {
		assertThat(SourceOrder.check(List.of(acknowledged("e1", 0, 1), acknowledged("e2", 0, 0)),
				List.of(record("e2", 0), record("e1", 1))))
			.isEmpty();
	}

}
