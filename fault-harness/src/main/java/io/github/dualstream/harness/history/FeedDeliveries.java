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
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Invariant F: a feed client receives each event of its sources once and in log order,
 * from its beginning on, or a reset.
 */
public final class FeedDeliveries {

	private FeedDeliveries() {
	}

	/**
	 * Checks the invariant.
	 * @param entries histories of clients, up to a time without events in flight
	 * @param log all records of all topics of their sources
	 * @return the violations; none means that the invariant holds
	 */
	public static List<Violation> check(Collection<HistoryEntry> entries, Collection<LogRecord> log) {
		Map<String, List<LogRecord>> sources = firstOccurrences(log);
		Map<String, Following> following = new HashMap<>();
		List<Violation> violations = new ArrayList<>();
		entries.stream().sorted(Comparator.comparingLong(HistoryEntry::nanos)).forEach((entry) -> {
			String key = entry.process() + " " + entry.source();
			switch (entry.kind()) {
				case FOLLOW -> following.put(key,
						new Following(entry.process(), from(entry.position(), sources.get(entry.source()))));
				case RESET -> following.values().removeIf((client) -> client.name.equals(entry.process()));
				case DELIVERED -> deliver(following.get(key), entry, violations);
				default -> {
				}
			}
		});
		following.values().forEach((client) -> client.requireAll(violations));
		return violations;
	}

	private static Map<String, List<LogRecord>> firstOccurrences(Collection<LogRecord> log) {
		Set<String> events = new HashSet<>();
		return log.stream()
			.sorted(Comparator.comparing(LogRecord::partitionName).thenComparingLong(LogRecord::offset))
			.filter((record) -> events.add(record.event()))
			.collect(Collectors.groupingBy(LogRecord::source));
	}

	private static List<LogRecord> from(@Nullable String after, @Nullable List<LogRecord> records) {
		List<LogRecord> all = (records != null) ? records : List.of();
		long offset = (after != null) ? Long.parseLong(after.substring(after.lastIndexOf(':') + 1)) : -1;
		return all.stream().filter((record) -> record.offset() > offset).toList();
	}

	private static void deliver(@Nullable Following client, HistoryEntry entry, List<Violation> violations) {
		if (client == null) {
			violations.add(new Violation('F', entry.process() + " was sent event " + entry.event() + " of source "
					+ entry.source() + " at " + entry.position() + ", which it does not follow"));
		}
		else {
			client.accept(Objects.toString(entry.event()), entry, violations);
		}
	}

	/**
	 * Expected events of one source for one client.
	 */
	private static final class Following {

		private final String name;

		private final List<LogRecord> expected;

		private final Map<String, Integer> places = new HashMap<>();

		private int next;

		Following(String name, List<LogRecord> expected) {
			this.name = name;
			this.expected = expected;
			expected.forEach((record) -> this.places.put(record.event(), this.places.size()));
		}

		void accept(String event, HistoryEntry entry, List<Violation> violations) {
			int index = this.places.getOrDefault(event, -1);
			if (index < this.next) {
				violations.add(new Violation('F',
						this.name + " was sent event " + event + " of source " + entry.source() + " at "
								+ entry.position()
								+ ((index < 0) ? ", which is not there for it" : " again, or after a later one")));
				return;
			}
			requireUpTo(index, violations);
			this.next = index + 1;
		}

		void requireAll(List<Violation> violations) {
			requireUpTo(this.expected.size(), violations);
		}

		private void requireUpTo(int index, List<Violation> violations) {
			this.expected.subList(this.next, index)
				.forEach((missed) -> violations.add(new Violation('F',
						this.name + " was never sent " + missed.describe() + " nor told to reload")));
		}

	}

}
