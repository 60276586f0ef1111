package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Invariant A: each acknowledged event is in the log, at the acknowledged position, and
 * no two share a position.
 */
public final class AcknowledgedInLog {

	private AcknowledgedInLog() {
	}

	/**
	 * Checks the invariant.
	 * @param operations operations of all publishers
	 * @param log all records of all published topics
	 * @return the violations; none means that the invariant holds
	 */
	public static List<Violation> check(Collection<Operation> operations, Collection<LogRecord> log) {
		Map<String, LogRecord> records = log.stream()
			.collect(Collectors.toMap(LogRecord::position, Function.identity()));
		Set<String> positions = new HashSet<>();
		List<Violation> violations = new ArrayList<>();
		for (Operation operation : operations) {
			if (operation.isAcknowledged()) {
				String problem = problem(operation, records.get(Objects.toString(operation.position())));
				if (problem != null) {
					violations.add(new Violation('A', operation.describe() + " " + problem));
				}
				else if (!positions.add(Objects.toString(operation.position()))) {
					violations.add(new Violation('A', operation.describe() + " has the position of another publish"));
				}
			}
		}
		return violations;
	}

	private static @Nullable String problem(Operation operation, @Nullable LogRecord record) {
		if (record == null) {
			return "was acknowledged but is not in the log";
		}
		boolean same = record.event().equals(operation.event()) && record.source().equals(operation.source());
		return same ? null : "was acknowledged, but its position has " + record.describe();
	}

}
