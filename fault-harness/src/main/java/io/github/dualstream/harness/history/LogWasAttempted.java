package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Invariant B: the log has only events that were published, and none that was reported as
 * failed.
 */
public final class LogWasAttempted {

	private LogWasAttempted() {
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
		for (LogRecord record : log) {
			String problem = problem(record, attempts.getOrDefault(record.event(), List.of()));
			if (problem != null) {
				violations.add(new Violation('B', record.describe() + " " + problem));
			}
		}
		return violations;
	}

	private static @Nullable String problem(LogRecord record, List<Operation> attempts) {
		if (attempts.isEmpty()) {
			return "was never published";
		}
		if (attempts.stream().noneMatch((attempt) -> attempt.source().equals(record.source()))) {
			return "was published for source " + attempts.get(0).source();
		}
		if (attempts.stream().allMatch((attempt) -> attempt.outcome() == Outcome.FAILED)) {
			return "was reported as failed: " + attempts.get(0).error();
		}
		return null;
	}

}
