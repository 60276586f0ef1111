package io.github.dualstream.feed;

import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.dualstream.Source;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;

/**
 * Finds the offsets of the most recent events of sources, for many places at a time. It
 * keeps no events, so slow clients occupy no memory here. For one thread.
 */
final class RecentEvents {

	private final BackwardSearch search;

	private long examined;

	RecentEvents(LogReader reader) {
		this.search = new BackwardSearch(reader, new QuietRanges(System::nanoTime), (record) -> this.examined++);
	}

	/**
	 * Find the recent events that places of one partition wait for, and let each source
	 * of a place begin there.
	 */
	void find(LogPartition partition, List<Place> places) {
		Map<Source, Integer> wanted = new HashMap<>();
		places.forEach((place) -> place.sources().forEach((source) -> wanted.merge(source, place.recent(), Math::max)));
		long end = places.stream().mapToLong(Place::next).max().orElse(0);
		this.examined = 0;
		BackwardSearch.Found<Long> found = this.search.find(partition, end, wanted, FeedEvent::offset);
		for (Place place : places) {
			place.feed().searched(this.examined / places.size());
			place.beginAt(place.sources()
				.stream()
				.collect(Collectors.toMap((source) -> source,
						(source) -> begin(found.of(source), place.recent(), end))));
		}
	}

	private static long begin(Deque<Long> offsets, int recent, long end) {
		return offsets.stream().skip(Math.max(0, offsets.size() - recent)).findFirst().orElse(end);
	}

}
