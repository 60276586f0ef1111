package io.github.dualstream.harness.history;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.ArrayList;

/**
 * Invariant M: a projected view has each event once, in the order of its source; readers
 * never see a half-built one, also while it is rebuilt; an event that was awaited is
 * visible.
 */
public final class ProjectedView {

	private ProjectedView() {
	}

	/**
	 * Checks the invariant.
	 * @param log records of the events that the projection handles, in any order
	 * @param effects effects in the view that readers see, once it includes all records
	 * @param reads reads of the view, those of a reader in their order
	 * @param awaited events that were awaited
	 * @return the violations; none means that the invariant holds
	 */
	public static List<Violation> check(Collection<LogRecord> log, Collection<ViewEffect> effects, List<ViewRead> reads,
			Collection<AwaitedEvent> awaited) {
		List<Violation> violations = new ArrayList<>();
		checkEffects(log, effects, violations);
		checkReads(reads, violations);
		awaited.stream()
			.filter((event) -> !event.visible())
			.forEach((event) -> violations
				.add(violation("event " + event.event() + " was not visible after it had been awaited")));
		return violations;
	}

	private static void checkEffects(Collection<LogRecord> log, Collection<ViewEffect> effects,
			List<Violation> violations) {
		Map<String, List<String>> expected = new LinkedHashMap<>();
		Set<String> logged = new HashSet<>();
		log.stream()
			.sorted(Comparator.comparing(LogRecord::partitionName).thenComparingLong(LogRecord::offset))
			.filter((record) -> logged.add(record.event()))
			.forEach((record) -> expected.computeIfAbsent(record.source(), (source) -> new ArrayList<>())
				.add(record.event()));
		Map<String, List<String>> found = new HashMap<>();
		Set<String> seen = new HashSet<>();
		effects.stream().sorted(Comparator.comparingLong(ViewEffect::number)).forEach((effect) -> {
			if (!seen.add(effect.event())) {
				violations.add(violation(effect.describe() + " is not its first one"));
			}
			else if (!logged.contains(effect.event())) {
				violations.add(violation(effect.describe() + " is not in the log"));
			}
			else {
				found.computeIfAbsent(effect.source(), (source) -> new ArrayList<>()).add(effect.event());
			}
		});
		expected.forEach((source, events) -> checkSource(source, events, found.getOrDefault(source, List.of()), seen,
				violations));
	}

	private static void checkSource(String source, List<String> expected, List<String> found, Set<String> seen,
			List<Violation> violations) {
		List<String> missing = expected.stream().filter((event) -> !seen.contains(event)).toList();
		if (!missing.isEmpty()) {
			violations.add(violation("the view lacks events " + missing + " of source " + source));
		}
		else if (!expected.equals(found)) {
			violations.add(violation("the view has the events of source " + source + " in the order " + found
					+ ", the log in the order " + expected));
		}
	}

	/**
	 * A view that is not complete, or that was not switched at once, has fewer effects.
	 */
	private static void checkReads(List<ViewRead> reads, List<Violation> violations) {
		Map<String, ViewRead> last = new HashMap<>();
		for (ViewRead read : reads) {
			ViewRead before = last.put(read.reader(), read);
			if (before != null && (read.effects() < before.effects() || read.generation() < before.generation())) {
				violations.add(violation(
						read.describe() + ", after " + before.effects() + " in generation " + before.generation()));
			}
		}
	}

	private static Violation violation(String message) {
		return new Violation('M', message);
	}

}
