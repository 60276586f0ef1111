package io.github.dualstream.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.dualstream.harness.history.CommitFrontier;
import io.github.dualstream.harness.history.EntryKind;
import io.github.dualstream.harness.history.HandlingOrder;
import io.github.dualstream.harness.history.HistoryEntry;
import io.github.dualstream.harness.history.HistoryReader;
import io.github.dualstream.harness.history.LogRecord;
import io.github.dualstream.harness.history.Violation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was handled and committed, and what is in the log.
 *
 * @param entries histories of the members, and of what their group committed
 * @param log all records
 */
record HandlingEvidence(List<HistoryEntry> entries, List<LogRecord> log) {

	static HandlingEvidence of(List<Path> histories, List<LogRecord> log) {
		return new HandlingEvidence(HistoryReader.read(histories), log);
	}

	/**
	 * Invariants C and E at a group that has caught up, which says too that nothing was
	 * left out.
	 */
	HandlingEvidence assertHandled() {
		List<Violation> violations = new ArrayList<>();
		violations.addAll(HandlingOrder.check(this.entries, this.log, Set.of()));
		violations.addAll(CommitFrontier.check(this.entries, this.log));
		assertThat(violations).isEmpty();
		assertThat(finished()).hasSize(this.log.size());
		return this;
	}

	Set<String> finished() {
		Set<String> finished = new HashSet<>();
		this.entries.stream()
			.filter((entry) -> entry.kind() == EntryKind.FINISHED)
			.forEach((entry) -> finished.add(Objects.toString(entry.position())));
		return finished;
	}

	/** How many times an event was handled that had been handled or begun before. */
	long again() {
		List<HistoryEntry> delivered = this.entries.stream()
			.filter((entry) -> entry.kind() == EntryKind.DELIVERED)
			.toList();
		return delivered.size() - delivered.stream().map(HistoryEntry::position).distinct().count();
	}

	String summary() {
		return "%d records, all handled, %d of them again".formatted(this.log.size(), again());
	}

}
