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

	private final Map<String, String> identities = new HashMap<>();

	TopicLayouts(LogReader reader) {
		this.reader = reader;
	}

	/** How many partitions a topic has. */
	int partitionsOf(String topic) {
		List<Integer> known = this.counts.computeIfAbsent(topic,
				(name) -> new ArrayList<>(List.of(this.reader.partitionsOf(name))));
		return known.get(known.size() - 1);
	}

	/** Identity of a topic, empty if the log does not tell. */
	String identityOf(String topic) {
		return this.identities.computeIfAbsent(topic, this.reader::identityOf);
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
	 * @return names of those that have, with the reason for their feeds to begin anew
	 */
	Map<String, ResetReason> refresh() {
		Map<String, ResetReason> changed = new HashMap<>();
		this.counts.forEach((topic, known) -> {
			Integer count = this.reader.partitionsOf(topic);
			if (isRecreated(topic)) {
				known.clear();
				known.add(count);
				changed.put(topic, ResetReason.RECREATED);
			}
			else if (!count.equals(known.get(known.size() - 1))) {
				known.remove(count);
				known.add(count);
				changed.put(topic, ResetReason.REPARTITIONED);
			}
		});
		return changed;
	}

	private boolean isRecreated(String topic) {
		String identity = this.reader.identityOf(topic);
		String before = this.identities.put(topic, identity);
		return before != null && !before.equals(identity);
	}

}
