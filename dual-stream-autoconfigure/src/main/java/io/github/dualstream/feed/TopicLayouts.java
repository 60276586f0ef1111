package io.github.dualstream.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.github.dualstream.Source;
import io.github.dualstream.transport.LogReader;

/**
 * How many partitions topics have, and had. While publishers do not all know yet that a
 * topic has grown, its sources are in two places. For one thread.
 */
final class TopicLayouts {

	private final LogReader reader;

	private final Map<String, List<Integer>> counts = new HashMap<>();

	TopicLayouts(LogReader reader) {
		this.reader = reader;
	}

	/** How many partitions a topic has. */
	int partitionsOf(String topic) {
		List<Integer> known = this.counts.computeIfAbsent(topic,
				(name) -> new ArrayList<>(List.of(this.reader.partitionsOf(name))));
		return known.get(known.size() - 1);
	}

	/** In which partitions of a topic the events of a source can be. */
	Iterable<Integer> partitionsOf(String topic, Source source) {
		partitionsOf(topic);
		TreeSet<Integer> partitions = new TreeSet<>();
		this.counts.getOrDefault(topic, List.of())
			.forEach((count) -> partitions.add(this.reader.partitionOf(source, count)));
		return partitions;
	}

	/**
	 * Look whether topics have changed.
	 * @return those that have
	 */
	List<String> refresh() {
		List<String> changed = new ArrayList<>();
		this.counts.forEach((topic, known) -> {
			Integer count = this.reader.partitionsOf(topic);
			if (!count.equals(known.get(known.size() - 1))) {
				known.remove(count);
				known.add(count);
				changed.add(topic);
			}
		});
		return changed;
	}

}
