package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Invariant D: an event is in the log twice only if it was published again after an
 * unknown outcome, and then both records are equal.
 */
public final class Duplicates {

	private Duplicates() {
	}

	/**
	 * Checks the invariant.
	 * @param operations operations of all publishers
	 * @param log all records of all published topics
	 * @return the violations; none means that the invariant holds
	 */
	public static List<Violation> check(Collection<Operation> operations, Collection<LogRecord> log) {
		Map<String, List<Operation>> attempts = operations.stream().collect(Collectors.groupingBy(Operation::event));
		List<Violation> violations = new ArrayList<>();
		log.stream().collect(Collectors.groupingBy(LogRecord::event)).values().forEach((records) -> {
			LogRecord second = records.get(records.size() - 1);
			String problem = (records.size() > 1) ? problem(records, attempts.getOrDefault(second.event(), List.of()))
					: null;
			if (problem != null) {
				violations.add(new Violation('D',
						second.describe() + " lies also at " + records.get(0).position() + " " + problem));
			}
		});
		return violations;
	}

	/**
	 * Counts the records of events that are in the log more than once.
	 * @param log all records
	 * @return number of records that are not the first of their event
	 */
	public static long count(Collection<LogRecord> log) {
		return log.size() - log.stream().map(LogRecord::event).distinct().count();
	}

	private static @Nullable String problem(List<LogRecord> records, List<Operation> attempts) {
		if (attempts.stream().noneMatch(Operation::isOpen)) {
			return "although the outcome of every publish was known";
		}
		long possible = attempts.stream().filter((attempt) -> attempt.outcome() != Outcome.FAILED).count();
		if (records.size() > possible) {
			return "and so " + records.size() + " times, after " + possible + " publishes that did not fail";
		}
		long contents = records.stream().map((record) -> record.content() + record.source()).distinct().count();
		return (contents > 1) ? "with other content" : null;
	}

}
