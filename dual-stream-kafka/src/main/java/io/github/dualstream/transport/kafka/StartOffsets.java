package io.github.dualstream.transport.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.dualstream.Position;
import io.github.dualstream.transport.StartPosition;
import io.github.dualstream.transport.StartPosition.AtPositions;
import io.github.dualstream.transport.StartPosition.AtTime;
import io.github.dualstream.transport.StartPosition.Earliest;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Start offsets of a group on partitions without a committed offset. A partition that was
 * added to a topic later is read from its beginning, whatever the start position of the
 * group, since its records are newer. The same applies to a topic that was deleted and
 * created again.
 */
final class StartOffsets {

	private final Consumer<byte[], byte[]> consumer;

	private final StartPosition start;

	private final Predicate<String> begun;

	/**
	 * Create the offsets.
	 * @param consumer the member of the group
	 * @param start start position of a group that has not begun
	 * @param begun whether the group has begun to read a topic of this name
	 */
	StartOffsets(Consumer<byte[], byte[]> consumer, StartPosition start, Predicate<String> begun) {
		this.consumer = consumer;
		this.start = start;
		this.begun = begun;
	}

	Map<TopicPartition, Long> of(Set<TopicPartition> partitions) {
		Set<TopicPartition> earliest = partitions.stream()
			.filter((partition) -> this.start instanceof Earliest || this.begun.test(partition.topic())
					|| hasBegun(partition.topic()))
			.collect(Collectors.toSet());
		Set<TopicPartition> others = partitions.stream()
			.filter((partition) -> !earliest.contains(partition))
			.collect(Collectors.toSet());
		Map<TopicPartition, Long> offsets = new HashMap<>(this.consumer.beginningOffsets(earliest));
		offsets.putAll(configured(others));
		return offsets;
	}

	private boolean hasBegun(String topic) {
		Set<TopicPartition> all = this.consumer.partitionsFor(topic)
			.stream()
			.map(StartOffsets::partition)
			.collect(Collectors.toSet());
		return this.consumer.committed(all).values().stream().anyMatch(Objects::nonNull);
	}

	private static TopicPartition partition(PartitionInfo partition) {
		return new TopicPartition(partition.topic(), partition.partition());
	}

	private Map<TopicPartition, Long> configured(Collection<TopicPartition> partitions) {
		if (this.start instanceof AtTime at) {
			return atTime(partitions, at.time().toEpochMilli());
		}
		if (this.start instanceof AtPositions at) {
			return atPositions(partitions, at);
		}
		return this.consumer.endOffsets(partitions);
	}

	private Map<TopicPartition, Long> atTime(Collection<TopicPartition> partitions, long millis) {
		Map<TopicPartition, Long> offsets = new HashMap<>(this.consumer.endOffsets(partitions));
		this.consumer
			.offsetsForTimes(partitions.stream().collect(Collectors.toMap(Function.identity(), (partition) -> millis)))
			.forEach((TopicPartition partition, @Nullable OffsetAndTimestamp found) -> {
				if (found != null) {
					offsets.put(partition, found.offset());
				}
			});
		return offsets;
	}

	private Map<TopicPartition, Long> atPositions(Collection<TopicPartition> partitions, AtPositions at) {
		Map<TopicPartition, Long> offsets = new HashMap<>(this.consumer.beginningOffsets(partitions));
		for (Position position : at.positions()) {
			offsets.computeIfPresent(new TopicPartition(position.topic(), position.partition()),
					(partition, begin) -> Math.max(begin, position.offset()));
		}
		return offsets;
	}

}
