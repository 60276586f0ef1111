package io.github.dualstream.consumer.deadletter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.UnreadableOffsetException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads dead-letter topics without a group. Several partitions may have their records in
 * one partition of a topic, which is read again from its beginning for each of them.
 */
final class TopicDeadLetterFollower implements DeadLetterFollower {

	private static final Logger logger = LoggerFactory.getLogger(TopicDeadLetterFollower.class);

	/** Interval of checks for a missing topic. */
	private static final long LOOK_INTERVAL = Duration.ofSeconds(2).toNanos();

	private final LogReader reader;

	private final String group;

	private final UnaryOperator<String> topics;

	/** Next offset of each partition that is read. */
	private final Map<LogPartition, Long> next = new HashMap<>();

	private final Map<LogPartition, Reading> readings = new HashMap<>();

	/** Partitions not looked up yet, or without a topic. */
	private final Set<LogPartition> unknown = new HashSet<>();

	private final Set<LogPartition> withoutTopic = new HashSet<>();

	private long lookedAt = System.nanoTime() - LOOK_INTERVAL;

	TopicDeadLetterFollower(LogReader reader, String group, UnaryOperator<String> topics) {
		this.reader = reader;
		this.group = group;
		this.topics = topics;
	}

	@Override
	public void follow(Collection<LogPartition> origins) {
		this.readings.keySet().retainAll(origins);
		this.unknown.retainAll(origins);
		this.withoutTopic.retainAll(origins);
		origins.stream().filter((origin) -> !this.readings.containsKey(origin)).forEach(this.unknown::add);
		this.next.keySet()
			.removeIf((partition) -> this.readings.values()
				.stream()
				.noneMatch((reading) -> reading.partition.equals(partition)));
		this.lookedAt = System.nanoTime() - LOOK_INTERVAL;
	}

	@Override
	public List<DeadLetterMark> poll() {
		try {
			if (!this.unknown.isEmpty() && System.nanoTime() - this.lookedAt >= LOOK_INTERVAL) {
				this.lookedAt = System.nanoTime();
				List.copyOf(this.unknown).forEach(this::look);
			}
			return this.next.isEmpty() ? List.of() : marks();
		}
		catch (LogUnavailableException ex) {
			throw new LogUnavailableException("The dead-letter records of group '" + this.group + "' cannot be read ("
					+ ex.getMessage() + "); check that this application may read their topics", ex);
		}
	}

	/** Start to read, if there is a topic. */
	private void look(LogPartition origin) {
		String topic = this.topics.apply(origin.topic());
		int partitions = this.reader.partitionsOf(topic);
		if (partitions == 0) {
			this.withoutTopic.add(origin);
			return;
		}
		LogPartition partition = new LogPartition(topic, origin.number() % partitions);
		List<LogPartition> one = List.of(partition);
		long begin = this.reader.begins(one).getOrDefault(partition, 0L);
		long end = this.reader.ends(one).getOrDefault(partition, 0L);
		this.readings.put(origin, new Reading(partition, begin, end));
		this.unknown.remove(origin);
		this.withoutTopic.remove(origin);
		this.next.put(partition, begin);
	}

	private List<DeadLetterMark> marks() {
		List<DeadLetterMark> marks = new ArrayList<>();
		try {
			this.next.putAll(this.reader.readOn(Map.copyOf(this.next), Duration.ZERO, (record) -> {
				DeadLetterMark mark = next(record);
				if (mark != null) {
					marks.add(mark);
				}
			}));
		}
		catch (UnreadableOffsetException ex) {
			logger.warn("{}; it is passed over among the dead-letter records of group '{}'", ex.getMessage(),
					this.group);
			this.next.put(ex.partition(), ex.offset() + 1);
		}
		catch (PositionUnavailableException ex) {
			// their retention has passed; what does not exist needs no answer
			this.reader.begins(Set.copyOf(this.next.keySet()))
				.forEach((partition, begin) -> this.next.merge(partition, begin, Math::max));
		}
		return marks;
	}

	/**
	 * Mark of a record that was not read before; records are read again when another
	 * partition is followed.
	 */
	private @Nullable DeadLetterMark next(LogRecord record) {
		DeadLetterMark mark = DeadLetterHeaders.mark(record, this.group);
		Reading reading = (mark != null) ? this.readings.get(mark.originPartition()) : null;
		if (mark == null || reading == null || mark.position().offset() < reading.next
				|| reading.partition.number() != mark.position().partition()
				|| !reading.partition.topic().equals(mark.position().topic())) {
			return null;
		}
		reading.next = mark.position().offset() + 1;
		return mark;
	}

	@Override
	public boolean isCaughtUp(LogPartition origin) {
		Reading reading = this.readings.get(origin);
		return (reading != null) ? this.next.getOrDefault(reading.partition, 0L) >= reading.end
				: this.withoutTopic.contains(origin);
	}

	@Override
	public void close() {
		this.reader.close();
	}

	/** Progress of reading the records of one partition. */
	private static final class Reading {

		private final LogPartition partition;

		private final long end;

		private long next;

		private Reading(LogPartition partition, long begin, long end) {
			this.partition = partition;
			this.next = begin;
			this.end = end;
		}

	}

}
