package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Invariant C for the consumers of a group: events of a source are first handled in the
 * order of the log, each after the one before is complete. Handling an event again, as
 * after a crash, is not a violation; omitting one is, once a later one of its source is
 * handled.
 */
public final class HandlingOrder {

	private HandlingOrder() {
	}

	/**
	 * Checks the invariant.
	 * @param entries histories of all consumers of one group
	 * @param log all records from the start of the group on
	 * @param givenUp positions of records that were sent to the dead-letter topic and
	 * need not be finished
	 * @return the violations; none means that the invariant holds
	 */
	public static List<Violation> check(Collection<HistoryEntry> entries, Collection<LogRecord> log,
			Set<String> givenUp) {
		Map<String, LogRecord> before = predecessors(log);
		Set<String> finished = new HashSet<>(givenUp);
		Set<String> handled = new HashSet<>();
		List<Violation> violations = new ArrayList<>();
		entries.stream().sorted(Comparator.comparingLong(HistoryEntry::nanos)).forEach((entry) -> {
			String position = Objects.toString(entry.position());
			if (entry.kind() == EntryKind.FINISHED) {
				finished.add(position);
			}
			else if (entry.kind() == EntryKind.DELIVERED && handled.add(position)) {
				LogRecord previous = before.get(position);
				if (previous != null && !finished.contains(previous.position())) {
					violations.add(new Violation('C', entry.process() + " began with event " + entry.event() + " at "
							+ position + " before " + previous.describe() + " was done"));
				}
			}
		});
		return violations;
	}

	/** Previous record of the same source, by position. */
	private static Map<String, LogRecord> predecessors(Collection<LogRecord> log) {
		Map<String, LogRecord> last = new HashMap<>();
		Map<String, LogRecord> predecessors = new HashMap<>();
		log.stream()
			.sorted(Comparator.comparing(LogRecord::partitionName).thenComparingLong(LogRecord::offset))
			.forEach((record) -> {
				@Nullable LogRecord previous = last.put(record.source(), record);
				if (previous != null) {
					predecessors.put(record.position(), previous);
				}
			});
		return predecessors;
	}

}
