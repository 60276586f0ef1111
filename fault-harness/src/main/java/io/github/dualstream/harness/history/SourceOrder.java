package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Invariant C: events of a source are in one partition, in the order of the calls that
 * published them. Only the first record of an event counts, and only calls that have an
 * order: those of one process with a sequence number.
 */
public final class SourceOrder {

	private SourceOrder() {
	}

	/**
	 * Checks the invariant.
	 * @param operations operations of all publishers
	 * @param log all records of all published topics
	 * @return the violations; none means that the invariant holds
	 */
	public static List<Violation> check(Collection<Operation> operations, Collection<LogRecord> log) {
		Map<String, List<Operation>> attempts = operations.stream()
			.filter((operation) -> operation.sequence() > 0 && operation.outcome() != Outcome.FAILED)
			.collect(Collectors.groupingBy(Operation::event));
		Map<String, String> partitions = new HashMap<>();
		Map<String, Long> last = new HashMap<>();
		List<Violation> violations = new ArrayList<>();
		for (LogRecord record : firstOccurrences(log)) {
			String partition = partitions.computeIfAbsent(record.source(), (source) -> record.partitionName());
			if (!partition.equals(record.partitionName())) {
				violations.add(new Violation('C',
						record.describe() + " is in another partition than its source, " + partition));
			}
			List<Operation> calls = callsOf(record, attempts.getOrDefault(record.event(), List.of()));
			Optional<Operation> call = calls.stream()
				.filter((candidate) -> candidate.sequence() > last.getOrDefault(order(candidate), 0L))
				.min(Comparator.comparingLong(Operation::sequence));
			call.ifPresent((next) -> last.put(order(next), next.sequence()));
			if (call.isEmpty() && !calls.isEmpty()) {
				violations.add(new Violation('C', record.describe() + " was published by call "
						+ calls.get(0).sequence() + " but lies after call " + last.get(order(calls.get(0)))));
			}
		}
		return violations;
	}

	private static List<LogRecord> firstOccurrences(Collection<LogRecord> log) {
		Set<String> events = new HashSet<>();
		return log.stream()
			.sorted(Comparator.comparing(LogRecord::partitionName).thenComparingLong(LogRecord::offset))
			.filter((record) -> events.add(record.event()))
			.toList();
	}

	/**
	 * Calls of a record: the one that was acknowledged with this position; otherwise any
	 * with an unknown outcome, as an event may have been published again.
	 */
	private static List<Operation> callsOf(LogRecord record, List<Operation> attempts) {
		List<Operation> told = attempts.stream()
			.filter((attempt) -> record.position().equals(attempt.position()))
			.toList();
		return told.isEmpty() ? attempts.stream().filter(Operation::isOpen).toList() : told;
	}

	private static String order(Operation call) {
		return call.process() + " " + call.source();
	}

}
