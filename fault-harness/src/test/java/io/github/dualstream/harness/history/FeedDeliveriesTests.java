package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static io.github.dualstream.harness.history.Histories.SOURCE;
import static io.github.dualstream.harness.history.Histories.record;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FeedDeliveries}.
 */
class FeedDeliveriesTests {

	private static final List<LogRecord> LOG = List.of(record("e1", 0), record("e2", 1), record("e3", 2),
			record("e2", 3), record("e4", 5));

	private final List<HistoryEntry> entries = new ArrayList<>();

	@Test
	void whenEachEventIsSentOnceInOrderThenItHolds() {
		follow(null);
		deliver("e1", "e2", "e3", "e4");
		assertThat(check()).isEmpty();
	}

	@Test
	void whenTheClientBeginsLaterThenOnlyWhatFollowsCounts() {
		follow("events:0:1");
		deliver("e3", "e4");
		assertThat(check()).isEmpty();
	}

	@Test
	void whenTheClientIsToldToReloadThenTheRestMayBeMissing() {
		follow(null);
		deliver("e1");
		add(EntryKind.RESET, null, null);
		follow("events:0:2");
		deliver("e4");
		assertThat(check()).isEmpty();
	}

	@Test
	void whenAnEventIsLeftOutThenItIsNamed() {
		follow(null);
		deliver("e1", "e3", "e4");
		assertThat(check()).singleElement()
			.asString()
			.startsWith("F: ")
			.contains("client", "event e2", "source order:1", "events:0:1", "nor told");
	}

	@Test
	void whenTheResetComesAfterTheGapThenTheGapIsStillNamed() {
		follow(null);
		deliver("e2");
		add(EntryKind.RESET, null, null);
		assertThat(check()).singleElement().asString().contains("event e1");
	}

	@Test
	void whenTheEndIsMissingThenItIsNamed() {
		follow(null);
		deliver("e1", "e2", "e3");
		assertThat(check()).singleElement().asString().contains("event e4", "events:0:5");
	}

	@Test
	void whenAnEventIsSentTwiceThenItIsNamed() {
		follow(null);
		deliver("e1", "e2", "e3", "e2", "e4");
		assertThat(check()).singleElement().asString().contains("event e2", "again");
	}

	@Test
	void whenTwoEventsAreSwappedThenItIsNoticed() {
		follow(null);
		deliver("e1", "e3", "e2", "e4");
		assertThat(check()).extracting(Violation::message)
			.satisfiesExactly((missed) -> assertThat(missed).contains("never sent event e2"),
					(late) -> assertThat(late).contains("event e2", "after a later one"));
	}

	@Test
	void whenTheEventIsNotInTheLogThenItIsNamed() {
		follow(null);
		deliver("e1", "e2", "x", "e3", "e4");
		assertThat(check()).singleElement().asString().contains("event x", "not there for it");
	}

	@Test
	void whenTheClientDoesNotFollowTheSourceThenItIsNamed() {
		deliver("e1");
		assertThat(check()).singleElement().asString().contains("event e1", "does not follow");
	}

	private List<Violation> check() {
		return FeedDeliveries.check(this.entries, LOG);
	}

	private void follow(String after) {
		add(EntryKind.FOLLOW, null, after);
	}

	private void deliver(String... events) {
		for (String event : events) {
			add(EntryKind.DELIVERED, event, "events:0:?");
		}
	}

	private void add(EntryKind kind, String event, String position) {
		this.entries.add(new HistoryEntry(kind, "client", 0, event, SOURCE, 0, position, null, this.entries.size(), 0));
	}

}
