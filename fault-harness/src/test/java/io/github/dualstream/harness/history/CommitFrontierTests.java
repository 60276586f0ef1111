package io.github.dualstream.harness.history;

import java.util.List;

import org.junit.jupiter.api.Test;

import static io.github.dualstream.harness.history.Histories.record;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CommitFrontier}.
 */
class CommitFrontierTests {

	private static final List<LogRecord> LOG = List.of(record("e1", 0), record("e2", 1), record("e3", 4));

	@Test
	void whenOnlyFinishedRecordsAreCommittedThenItHolds() {
		assertThat(CommitFrontier.check(List.of(committed(1, "events:0:0"), finished(2, "events:0:1"),
				finished(3, "events:0:0"), committed(4, "events:0:4"), finished(5, "events:0:4"),
				committed(6, "events:0:5"), committed(7, "other:0:9")), LOG))
			.isEmpty();
	}

	@Test
	void whenTheCommitPassesAnUnfinishedRecordThenItIsNamed() {
		assertThat(CommitFrontier.check(List.of(finished(1, "events:0:1"), committed(2, "events:0:2")), LOG))
			.singleElement()
			.asString()
			.startsWith("E: ")
			.contains("event e1", "source order:1", "events:0:0", "events:0:2 was committed");
	}

	@Test
	void whenTheRecordIsFinishedOnlyAfterTheCommitThenItIsNamed() {
		assertThat(CommitFrontier.check(List.of(finished(1, "events:0:0"), finished(2, "events:0:1"),
				committed(3, "events:0:5"), finished(4, "events:0:4")), LOG))
			.singleElement()
			.asString()
			.contains("event e3", "events:0:4");
	}

	@Test
	void whenEverySampleIsTooHighThenEachRecordIsNamedOnce() {
		assertThat(CommitFrontier.check(List.of(committed(1, "events:0:5"), committed(2, "events:0:5")), LOG))
			.hasSize(3);
	}

	private static HistoryEntry finished(long nanos, String position) {
		return new HistoryEntry(EntryKind.FINISHED, "consumer", 0, null, null, 0, position, null, nanos, 0);
	}

	private static HistoryEntry committed(long nanos, String position) {
		return new HistoryEntry(EntryKind.COMMITTED, "group", 0, null, null, 0, position, null, nanos, 0);
	}

}
