package io.github.dualstream.sample;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The event ids seen last. Not thread-safe.
 */
final class RecentIds {

	private final Map<String, Boolean> ids;

	RecentIds(int capacity) {
		this.ids = new LinkedHashMap<>() {

			@Override
			protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
				return size() > capacity;
			}

		};
	}

	boolean add(String id) {
		return this.ids.put(id, Boolean.TRUE) == null;
	}

}
