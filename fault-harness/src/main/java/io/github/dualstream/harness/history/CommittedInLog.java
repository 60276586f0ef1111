package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Guarantees of an outbox (invariants A to D): the log has exactly the events of
 * committed transactions, the first records of one source's events are in the order of
 * the transactions, and all records of an event are equal.
 */
public final class CommittedInLog {

	private CommittedInLog() {
	}

	/**
	 * Checks the invariants.
	 * @param committed committed events
	 * @param log all records of all published topics
	 * @return the violations; none means that the invariants hold
	 */
	public static List<Violation> check(Collection<CommittedEvent> committed, Collection<LogRecord> log) {
		Map<String, CommittedEvent> events = committed.stream()
			.collect(Collectors.toMap(CommittedEvent::event, Function.identity()));
		List<Violation> violations = new ArrayList<>(missing(committed, log));
		Map<String, LogRecord> first = new HashMap<>();
		Map<String, Long> last = new HashMap<>();
		for (LogRecord record : inOrder(log)) {
			CommittedEvent event = events.get(record.event());
			LogRecord before = first.putIfAbsent(record.event(), record);
			if (event == null || !event.source().equals(record.source())) {
				violations.add(new Violation('B', record.describe() + " belongs to no committed transaction"));
			}
			else if (before != null) {
				if (!before.content().equals(record.content())) {
					violations
						.add(new Violation('D', record.describe() + " differs from the one at " + before.position()));
				}
			}
			else if (last.merge(event.source(), event.sequence(), Math::max) > event.sequence()) {
				violations.add(new Violation('C', record.describe() + " is number " + event.sequence()
						+ " but lies after number " + last.get(event.source())));
			}
		}
		return violations;
	}

	private static List<Violation> missing(Collection<CommittedEvent> committed, Collection<LogRecord> log) {
		Set<String> inLog = new HashSet<>(log.stream().map(LogRecord::event).toList());
		return committed.stream()
			.filter((event) -> !inLog.contains(event.event()))
			.map((event) -> new Violation('A', event.describe() + " was committed but is not in the log"))
			.toList();
	}

	private static List<LogRecord> inOrder(Collection<LogRecord> log) {
		return log.stream()
			.sorted(Comparator.comparing(LogRecord::partitionName).thenComparingLong(LogRecord::offset))
			.toList();
	}

}
