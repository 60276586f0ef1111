package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Invariant N: each step of a saga is issued once in effect, that is, under one event id;
 * every saga that began ends, or is visible as stuck, and has issued the steps that its
 * end stands for, and no others.
 */
public final class SagaSteps {

	/** State of a saga that is visible as stuck. */
	public static final String STUCK = "STUCK";

	private SagaSteps() {
	}

	/**
	 * Checks the invariant.
	 * @param began ids of the sagas whose first event was committed
	 * @param ends state of each saga in the end: one of the promised ones, or
	 * {@link #STUCK}
	 * @param promised steps that a saga in a state has issued, in order, by state
	 * @param issued steps in the order of the log; a duplicate has the same event id
	 * @return the violations; none means that the invariant holds
	 */
	public static List<Violation> check(Set<String> began, Map<String, String> ends, Map<String, List<String>> promised,
			List<IssuedStep> issued) {
		List<Violation> violations = new ArrayList<>();
		Map<String, List<String>> steps = new HashMap<>();
		Map<String, String> events = new HashMap<>();
		for (IssuedStep step : issued) {
			String first = events.putIfAbsent(step.saga() + " " + step.step(), step.event());
			if (first == null) {
				steps.computeIfAbsent(step.saga(), (saga) -> new ArrayList<>()).add(step.step());
			}
			else if (!first.equals(step.event())) {
				violations.add(violation(step.describe() + " was issued before, as event " + first));
			}
		}
		for (String saga : began) {
			String end = ends.get(saga);
			if (end == null) {
				violations.add(violation("saga " + saga + " began, and is neither known nor stuck"));
			}
			else if (!end.equals(STUCK)) {
				check(saga, end, promised, steps.getOrDefault(saga, List.of()), violations);
			}
		}
		unexpected(began, ends.keySet()).forEach((saga) -> violations.add(violation("saga " + saga + " never began")));
		unexpected(began, steps.keySet())
			.forEach((saga) -> violations.add(violation("saga " + saga + " issued steps, but never began")));
		return violations;
	}

	private static void check(String saga, String end, Map<String, List<String>> promised, List<String> issued,
			List<Violation> violations) {
		List<String> expected = promised.get(end);
		if (expected == null) {
			violations.add(violation("saga " + saga + " is " + end + ", and not visible as stuck"));
		}
		else if (!issued.equals(expected)) {
			violations.add(
					violation("saga " + saga + " is " + end + " and has issued " + issued + " instead of " + expected));
		}
	}

	private static List<String> unexpected(Set<String> began, Collection<String> sagas) {
		return sagas.stream().filter((saga) -> !began.contains(saga)).toList();
	}

	/**
	 * Counts the sagas by their state in the end.
	 * @param ends state of each saga
	 * @return number of sagas by state
	 */
	public static Map<String, Integer> count(Map<String, String> ends) {
		Map<String, Integer> counts = new TreeMap<>();
		ends.values().forEach((end) -> counts.merge(end, 1, Integer::sum));
		return counts;
	}

	private static Violation violation(String message) {
		return new Violation('N', message);
	}

}
