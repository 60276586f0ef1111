package io.github.dualstream.harness.history;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static io.github.dualstream.harness.history.Histories.record;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HandlingOrder}.
 */
class HandlingOrderTests {

	private static final List<LogRecord> LOG = List.of(record("e1", 0), record("e2", 1), record("e3", 4));

	@Test
	void whenEachEventBeginsAfterTheOneBeforeThenItHolds() {
		assertThat(check(delivered(1, 0), finished(2, 0), delivered(3, 1), finished(4, 1), delivered(5, 4))).isEmpty();
	}

	@Test
	void whenEventsAreHandledAgainThenItHolds() {
		assertThat(check(delivered(1, 0), finished(2, 0), delivered(3, 1), delivered(4, 0), delivered(5, 1),
				finished(6, 1), delivered(7, 4), delivered(8, 0)))
			.isEmpty();
	}

	@Test
	void whenAnEventBeginsBeforeTheOneBeforeIsDoneThenItIsNamed() {
		assertThat(check(delivered(1, 0), delivered(2, 1), finished(3, 0), finished(4, 1))).singleElement()
			.asString()
			.startsWith("C: ")
			.contains("consumer began with event e at events:0:1", "event e1 of source");
	}

	@Test
	void whenAnEventIsLeftOutThenTheNextOneIsNamed() {
		assertThat(check(delivered(1, 0), finished(2, 0), delivered(3, 4))).singleElement()
			.asString()
			.contains("events:0:4", "event e2 of source order:1 at events:0:1");
	}

	@Test
	void whenAnEventWasGivenUpThenTheNextOneMayBegin() {
		assertThat(HandlingOrder.check(List.of(delivered(1, 0), finished(2, 0), delivered(3, 4)), LOG,
				Set.of("events:0:1")))
			.isEmpty();
	}

	private static List<Violation> check(HistoryEntry... entries) {
		return HandlingOrder.check(List.of(entries), LOG, Set.of());
	}

	private static HistoryEntry delivered(long nanos, long offset) {
		return entry(EntryKind.DELIVERED, nanos, offset);
	}

	private static HistoryEntry finished(long nanos, long offset) {
		return entry(EntryKind.FINISHED, nanos, offset);
	}

	private static HistoryEntry entry(EntryKind kind, long nanos, long offset) {
		return new HistoryEntry(kind, "consumer", 0, "e", Histories.SOURCE, 0, "events:0:" + offset, null, nanos, 0);
	}

}
