package io.github.dualstream.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.dualstream.Source;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.OffsetRange;

/**
 * Finds the most recent events of sources, from the end of their partition backwards, up
 * to a bounded number of entries; for many places at a time. For one thread.
 */
final class RecentEvents {

	/** How many entries of a partition are searched. */
	static final int MAX_SCAN = 50_000;

	private static final int FIRST_WINDOW = 1_000;

	private final LogReader reader;

	RecentEvents(LogReader reader) {
		this.reader = reader;
	}

	/**
	 * Find the recent events that places of one partition wait for, and let the places go
	 * on from where the search began.
	 */
	void find(LogPartition partition, List<Place> places) {
		Map<Source, Integer> wanted = new HashMap<>();
		places.forEach((place) -> place.sources().forEach((source) -> wanted.merge(source, place.recent(), Math::max)));
		long end = places.stream().mapToLong(Place::next).max().orElse(0);
		Map<Source, Deque<FeedEvent>> found = search(partition, end, wanted);
		for (Place place : places) {
			place.skipTo(end);
			place.addBacklog(backlog(partition, place, found, end));
		}
	}

	private static List<FeedMessage> backlog(LogPartition partition, Place place, Map<Source, Deque<FeedEvent>> found,
			long end) {
		List<FeedEvent> events = new ArrayList<>();
		for (Source source : place.sources()) {
			Deque<FeedEvent> all = found.getOrDefault(source, new ArrayDeque<>(0));
			all.stream().skip(Math.max(0, all.size() - place.recent())).forEach(events::add);
		}
		events.sort(Comparator.comparingLong(FeedEvent::offset));
		List<FeedMessage> backlog = new ArrayList<>();
		backlog.add(new FeedMessage.Moved(partition, events.isEmpty() ? end : events.get(0).offset()));
		backlog.addAll(events);
		backlog.add(new FeedMessage.Moved(partition, end));
		return backlog;
	}

	private Map<Source, Deque<FeedEvent>> search(LogPartition partition, long end, Map<Source, Integer> wanted) {
		Map<Source, Deque<FeedEvent>> found = new HashMap<>();
		Set<Source> open = new HashSet<>(wanted.keySet());
		long limit = Math.max(this.reader.begins(List.of(partition)).getOrDefault(partition, 0L), end - MAX_SCAN);
		long windowEnd = end;
		for (long window = FIRST_WINDOW; windowEnd > limit && !open.isEmpty(); window *= 4) {
			long windowStart = Math.max(limit, windowEnd - window);
			Map<Source, Deque<FeedEvent>> earlier = lastOf(partition, new OffsetRange(windowStart, windowEnd), open,
					wanted);
			earlier.forEach((source, events) -> prepend(found.computeIfAbsent(source, (key) -> new ArrayDeque<>()),
					events, wanted.getOrDefault(source, 0)));
			open.removeIf((source) -> found.containsKey(source)
					&& found.get(source).size() >= wanted.getOrDefault(source, 0));
			windowEnd = windowStart;
		}
		return found;
	}

	private Map<Source, Deque<FeedEvent>> lastOf(LogPartition partition, OffsetRange range, Set<Source> sources,
			Map<Source, Integer> wanted) {
		Map<Source, Deque<FeedEvent>> last = new HashMap<>();
		SourceEntries entries = new SourceEntries(partition, sources, this.reader::keyOf, (source, event) -> {
			Deque<FeedEvent> events = last.computeIfAbsent(source, (key) -> new ArrayDeque<>());
			events.add(event);
			if (events.size() > wanted.getOrDefault(source, 0)) {
				events.remove();
			}
		});
		this.reader.read(Map.of(partition, range), entries);
		return last;
	}

	private static void prepend(Deque<FeedEvent> events, Deque<FeedEvent> earlier, int limit) {
		while (events.size() < limit && !earlier.isEmpty()) {
			events.addFirst(earlier.removeLast());
		}
	}

}
