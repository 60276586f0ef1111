package io.github.dualstream.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.github.dualstream.Source;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.RecordKey;

/**
 * Current and previous number of partitions of topics. Until all publishers know that a
 * topic has grown, its sources can be in two partitions. For one thread.
 */
final class TopicLayouts {

	private final LogReader reader;

	private final Map<String, List<Integer>> counts = new HashMap<>();

	private final Map<String, String> identities = new HashMap<>();

	TopicLayouts(LogReader reader) {
		this.reader = reader;
	}

	/** Number of partitions of a topic. */
	int partitionsOf(String topic) {
		List<Integer> known = this.counts.computeIfAbsent(topic,
				(name) -> new ArrayList<>(List.of(existingPartitionsOf(name))));
		return known.get(known.size() - 1);
	}

	private int existingPartitionsOf(String topic) {
		int partitions = this.reader.partitionsOf(topic);
		if (partitions == 0) {
			throw new LogUnavailableException("Topic '" + topic + "' does not exist", null);
		}
		return partitions;
	}

	/** Identity of a topic; empty if the log does not provide it. */
	String identityOf(String topic) {
		return this.identities.computeIfAbsent(topic, this.reader::identityOf);
	}

	/** Partitions of a topic that can have events of a source. */
	Iterable<Integer> partitionsOf(String topic, Source source) {
		partitionsOf(topic);
		TreeSet<Integer> partitions = new TreeSet<>();
		this.counts.getOrDefault(topic, List.of())
			.forEach((count) -> partitions.add(this.reader.partitionOf(RecordKey.of(source.id()), count)));
		return partitions;
	}

	/**
	 * Find topics that have changed.
	 * @return their names, with the reason for the reset of their feeds
	 */
	Map<String, ResetReason> refresh() {
		Map<String, ResetReason> changed = new HashMap<>();
		this.counts.forEach((topic, known) -> {
			Integer count = existingPartitionsOf(topic);
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
