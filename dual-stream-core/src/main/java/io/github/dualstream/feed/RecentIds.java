package io.github.dualstream.feed;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.dualstream.Event;

/**
 * Ids of a source's recently read events, which detect duplicates: a publish that was
 * repeated after an unknown outcome leaves two records of one event. For one thread.
 */
final class RecentIds {

	private static final int MAX = 512;

	private final Map<String, Long> offsets = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
			return size() > MAX;
		}

	};

	/**
	 * Whether the record at an offset is the first one of its event, as far as its id is
	 * still known.
	 */
	boolean isFirst(Event event, long offset) {
		Long first = this.offsets.putIfAbsent(event.id(), offset);
		return first == null || offset <= first;
	}

}
