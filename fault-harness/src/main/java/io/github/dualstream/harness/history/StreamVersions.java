package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Invariant L: of two appends with the same expected version, one succeeds at most;
 * versions have no gaps; the log has the events of a stream in the order of their
 * versions.
 */
public final class StreamVersions {

	private StreamVersions() {
	}

	/**
	 * Checks the invariant.
	 * @param appends appends of all callers
	 * @param store all events of the store
	 * @param log all records of all published topics, once every event has been sent
	 * @return the violations; none means that the invariant holds
	 */
	public static List<Violation> check(Collection<StreamAppend> appends, Collection<StreamEvent> store,
			Collection<LogRecord> log) {
		List<Violation> violations = new ArrayList<>();
		Map<String, StreamEvent> events = new HashMap<>();
		for (StreamEvent event : store) {
			StreamEvent other = events.putIfAbsent(event.event(), event);
			if (other != null) {
				violations.add(violation(event.describe() + " is also at version " + other.version()));
			}
		}
		appends.forEach((append) -> checkAppend(append, events, violations));
		checkOrigins(appends, store, violations);
		checkSuccesses(appends, violations);
		checkVersions(store, violations);
		checkLog(events, log, violations);
		return violations;
	}

	/** An append is in the store as a whole, where it was expected, or not at all. */
	private static void checkAppend(StreamAppend append, Map<String, StreamEvent> store, List<Violation> violations) {
		int found = 0;
		for (int i = 0; i < append.events().size(); i++) {
			StreamEvent event = store.get(append.events().get(i));
			if (event == null) {
				continue;
			}
			found++;
			if (!event.source().equals(append.source()) || event.version() != append.expectedVersion() + i + 1) {
				violations.add(violation(event.describe() + " is not where the " + append.describe() + " puts it"));
			}
		}
		if (found > 0 && append.outcome() == Outcome.FAILED) {
			violations.add(violation("the " + append.describe() + " failed, but is in the store"));
		}
		if (found < append.events().size() && (found > 0 || append.outcome() == Outcome.ACKNOWLEDGED)) {
			violations.add(violation("of the " + append.describe() + ", " + found + " events are in the store"));
		}
	}

	private static void checkOrigins(Collection<StreamAppend> appends, Collection<StreamEvent> store,
			List<Violation> violations) {
		Set<String> appended = appends.stream()
			.flatMap((append) -> append.events().stream())
			.collect(Collectors.toSet());
		store.stream()
			.filter((event) -> !appended.contains(event.event()))
			.forEach((event) -> violations.add(violation(event.describe() + " belongs to no append")));
	}

	private static void checkSuccesses(Collection<StreamAppend> appends, List<Violation> violations) {
		appends.stream()
			.filter((append) -> append.outcome() == Outcome.ACKNOWLEDGED)
			.collect(Collectors.groupingBy((append) -> append.source() + " " + append.expectedVersion()))
			.values()
			.stream()
			.filter((same) -> same.size() > 1)
			.forEach((same) -> violations.add(violation(
					same.size() + " appends with the same expected version succeeded: " + same.get(0).describe())));
	}

	private static void checkVersions(Collection<StreamEvent> store, List<Violation> violations) {
		Map<String, Set<Long>> streams = new HashMap<>();
		for (StreamEvent event : store) {
			if (!streams.computeIfAbsent(event.source(), (source) -> new TreeSet<>()).add(event.version())) {
				violations.add(violation(event.describe() + " has the version of another event"));
			}
		}
		streams.forEach((source, versions) -> {
			long expected = 1;
			for (long version : versions) {
				if (version != expected) {
					violations.add(violation("version " + expected + " of source " + source + " is missing"));
				}
				expected = version + 1;
			}
		});
	}

	private static void checkLog(Map<String, StreamEvent> store, Collection<LogRecord> log,
			List<Violation> violations) {
		Set<String> seen = new HashSet<>();
		Map<String, Long> last = new HashMap<>();
		List<LogRecord> records = log.stream()
			.sorted(Comparator.comparing(LogRecord::partitionName).thenComparingLong(LogRecord::offset))
			.toList();
		for (LogRecord record : records) {
			StreamEvent event = store.get(record.event());
			if (event == null) {
				violations.add(violation(record.describe() + " is not in the store"));
			}
			else if (seen.add(record.event())) {
				long before = last.getOrDefault(event.source(), 0L);
				if (event.version() != before + 1) {
					violations.add(violation(record.describe() + " has version " + event.version()
							+ " but lies after version " + before));
				}
				last.put(event.source(), event.version());
			}
		}
		store.values()
			.stream()
			.filter((event) -> !seen.contains(event.event()))
			.forEach((event) -> violations.add(violation(event.describe() + " is not in the log")));
	}

	private static Violation violation(String message) {
		return new Violation('L', message);
	}

}
