package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Invariant E: the offset that a consumer group has committed is never above its lowest
 * unfinished record, whichever consumer of the group finished it.
 */
public final class CommitFrontier {

	private CommitFrontier() {
	}

	/**
	 * Checks the invariant.
	 * @param entries histories of all consumers of one group, and samples of its
	 * committed offsets
	 * @param log all records from the start of the group on
	 * @return the violations; none means that the invariant holds
	 */
	public static List<Violation> check(Collection<HistoryEntry> entries, Collection<LogRecord> log) {
		Map<String, List<LogRecord>> partitions = log.stream().collect(Collectors.groupingBy(LogRecord::partitionName));
		Set<String> finished = new HashSet<>();
		Set<String> reported = new HashSet<>();
		List<Violation> violations = new ArrayList<>();
		entries.stream().sorted(Comparator.comparingLong(HistoryEntry::nanos)).forEach((entry) -> {
			if (entry.kind() == EntryKind.FINISHED) {
				finished.add(Objects.toString(entry.position()));
			}
			else if (entry.kind() == EntryKind.COMMITTED) {
				String committed = Objects.toString(entry.position());
				int colon = committed.lastIndexOf(':');
				long offset = Long.parseLong(committed.substring(colon + 1));
				partitions.getOrDefault(committed.substring(0, colon), List.of())
					.stream()
					.filter((record) -> record.offset() < offset && !finished.contains(record.position()))
					.filter((record) -> reported.add(record.position()))
					.forEach((record) -> violations.add(new Violation('E',
							record.describe() + " was not finished when " + committed + " was committed")));
			}
		});
		return violations;
	}

}
