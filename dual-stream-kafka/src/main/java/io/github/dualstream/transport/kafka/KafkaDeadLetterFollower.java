package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.github.dualstream.transport.DeadLetterFollower;
import io.github.dualstream.transport.DeadLetterMark;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads dead-letter topics without a group. Several partitions may have their records in
 * one topic; each of them is read from its beginning.
 */
final class KafkaDeadLetterFollower implements DeadLetterFollower {

	/** Interval of checks for a missing topic. */
	private static final long LOOK_INTERVAL = Duration.ofSeconds(2).toNanos();

	private final Consumer<byte[], byte[]> consumer;

	private final String group;

	private final UnaryOperator<String> topics;

	private final Duration timeout;

	private final Map<LogPartition, Reading> readings = new HashMap<>();

	/** Partitions not looked up yet, or without a topic. */
	private final Set<LogPartition> unknown = new HashSet<>();

	private final Set<LogPartition> withoutTopic = new HashSet<>();

	private long lookedAt = System.nanoTime() - LOOK_INTERVAL;

	KafkaDeadLetterFollower(Consumer<byte[], byte[]> consumer, String group, UnaryOperator<String> topics,
			Duration timeout) {
		this.consumer = consumer;
		this.group = group;
		this.topics = topics;
		this.timeout = timeout;
	}

	@Override
	public void follow(Collection<LogPartition> origins) {
		this.readings.keySet().retainAll(origins);
		this.unknown.retainAll(origins);
		this.withoutTopic.retainAll(origins);
		origins.stream().filter((origin) -> !this.readings.containsKey(origin)).forEach(this.unknown::add);
		this.lookedAt = System.nanoTime() - LOOK_INTERVAL;
		assign(List.of());
	}

	@Override
	public List<DeadLetterMark> poll() {
		try {
			if (!this.unknown.isEmpty() && System.nanoTime() - this.lookedAt >= LOOK_INTERVAL) {
				this.lookedAt = System.nanoTime();
				List.copyOf(this.unknown).forEach(this::look);
			}
			return this.readings.isEmpty() ? List.of() : marks();
		}
		catch (KafkaException ex) {
			// without what could not be asked for, which has no place to be read from
			assign(List.of());
			throw new LogUnavailableException("The dead-letter records of group '" + this.group + "' cannot be read ("
					+ ex.getMessage() + "); check that this application may read their topics", ex);
		}
	}

	/** Start to read, if there is a topic. */
	private void look(LogPartition origin) {
		String topic = this.topics.apply(origin.topic());
		int partitions = this.consumer.partitionsFor(topic, this.timeout).size();
		if (partitions == 0) {
			this.withoutTopic.add(origin);
			return;
		}
		TopicPartition partition = new TopicPartition(topic, origin.number() % partitions);
		List<TopicPartition> one = List.of(partition);
		// Kafka's client warns of answers about partitions that it does not read
		assign(one);
		long begin = this.consumer.beginningOffsets(one, this.timeout).getOrDefault(partition, 0L);
		long end = this.consumer.endOffsets(one, this.timeout).getOrDefault(partition, 0L);
		this.readings.put(origin, new Reading(partition, begin, end));
		this.unknown.remove(origin);
		this.withoutTopic.remove(origin);
		this.consumer.seek(partition, begin);
	}

	/** Assign further partitions; those that are read already keep their offsets. */
	private void assign(Collection<TopicPartition> more) {
		Set<TopicPartition> partitions = new HashSet<>(more);
		this.readings.values().forEach((reading) -> partitions.add(reading.partition));
		this.consumer.assign(partitions);
	}

	private List<DeadLetterMark> marks() {
		List<DeadLetterMark> marks = new ArrayList<>();
		try {
			for (ConsumerRecord<byte[], byte[]> record : this.consumer.poll(Duration.ZERO)) {
				DeadLetterMark mark = DeadLetterHeaders.mark(record, this.group);
				if (mark != null && isNext(mark)) {
					marks.add(mark);
				}
			}
		}
		catch (OffsetOutOfRangeException ex) {
			// their retention has passed; what is not there needs no answer
			this.consumer.beginningOffsets(ex.partitions(), this.timeout).forEach(this.consumer::seek);
		}
		return marks;
	}

	/**
	 * Whether a mark is new; marks are read again when another partition is followed.
	 */
	private boolean isNext(DeadLetterMark mark) {
		@Nullable Reading reading = this.readings.get(mark.originPartition());
		long offset = mark.position().offset();
		if (reading == null || offset < reading.next || reading.partition.partition() != mark.position().partition()
				|| !reading.partition.topic().equals(mark.position().topic())) {
			return false;
		}
		reading.next = offset + 1;
		return true;
	}

	@Override
	public boolean isCaughtUp(LogPartition origin) {
		Reading reading = this.readings.get(origin);
		if (reading == null) {
			return this.withoutTopic.contains(origin);
		}
		return this.consumer.position(reading.partition) >= reading.end;
	}

	@Override
	public void close() {
		this.consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
	}

	/** Progress of reading the records of one partition. */
	private static final class Reading {

		private final TopicPartition partition;

		private final long end;

		private long next;

		private Reading(TopicPartition partition, long begin, long end) {
			this.partition = partition;
			this.next = begin;
			this.end = end;
		}

	}

}
