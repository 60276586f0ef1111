package io.github.dualstream.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.dualstream.Source;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.OffsetRange;

/**
 * Finds where the most recent events of sources are, from the end of their partition
 * backwards, up to a bounded number of entries; for many places at a time. It keeps
 * offsets and no events: what a client does not take is not held for it. For one thread.
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
	 * Find the recent events that places of one partition wait for, and let each source
	 * of a place begin there.
	 */
	void find(LogPartition partition, List<Place> places) {
		Map<Source, Integer> wanted = new HashMap<>();
		places.forEach((place) -> place.sources().forEach((source) -> wanted.merge(source, place.recent(), Math::max)));
		long end = places.stream().mapToLong(Place::next).max().orElse(0);
		Map<Source, Deque<Long>> found = search(partition, end, wanted);
		for (Place place : places) {
			place.beginAt(place.sources()
				.stream()
				.collect(Collectors.toMap((source) -> source, (source) -> begin(source, place.recent(), found, end))));
		}
	}

	private static long begin(Source source, int recent, Map<Source, Deque<Long>> found, long end) {
		Deque<Long> offsets = found.getOrDefault(source, new ArrayDeque<>(0));
		return offsets.stream().skip(Math.max(0, offsets.size() - recent)).findFirst().orElse(end);
	}

	private Map<Source, Deque<Long>> search(LogPartition partition, long end, Map<Source, Integer> wanted) {
		Map<Source, Deque<Long>> found = new HashMap<>();
		Set<Source> open = new HashSet<>(wanted.keySet());
		long limit = Math.max(this.reader.begins(List.of(partition)).getOrDefault(partition, 0L), end - MAX_SCAN);
		long windowEnd = end;
		for (long window = FIRST_WINDOW; windowEnd > limit && !open.isEmpty(); window *= 4) {
			long windowStart = Math.max(limit, windowEnd - window);
			Map<Source, Deque<Long>> earlier = lastOf(partition, new OffsetRange(windowStart, windowEnd), open, wanted);
			earlier.forEach((source, offsets) -> prepend(found.computeIfAbsent(source, (key) -> new ArrayDeque<>()),
					offsets, wanted.getOrDefault(source, 0)));
			open.removeIf((source) -> found.containsKey(source)
					&& found.get(source).size() >= wanted.getOrDefault(source, 0));
			windowEnd = windowStart;
		}
		return found;
	}

	private Map<Source, Deque<Long>> lastOf(LogPartition partition, OffsetRange range, Set<Source> sources,
			Map<Source, Integer> wanted) {
		Map<Source, Deque<Long>> last = new HashMap<>();
		SourceEntries entries = new SourceEntries(partition, sources, this.reader::keyOf, (source, event) -> {
			Deque<Long> offsets = last.computeIfAbsent(source, (key) -> new ArrayDeque<>());
			offsets.add(event.offset());
			if (offsets.size() > wanted.getOrDefault(source, 0)) {
				offsets.remove();
			}
		});
		this.reader.read(Map.of(partition, range), entries);
		return last;
	}

	private static void prepend(Deque<Long> offsets, Deque<Long> earlier, int limit) {
		while (offsets.size() < limit && !earlier.isEmpty()) {
			offsets.addFirst(earlier.removeLast());
		}
	}

}
