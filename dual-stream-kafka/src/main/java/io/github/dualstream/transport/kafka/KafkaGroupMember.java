package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogBatch;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.StartPosition;
import io.github.dualstream.transport.UnreadableOffsetException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Member of a Kafka consumer group.
 */
final class KafkaGroupMember implements GroupMember {

	private static final Logger logger = LoggerFactory.getLogger(KafkaGroupMember.class);

	private static final Duration BEGIN_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

	private final Consumer<byte[], byte[]> consumer;

	private final String group;

	private final StartOffsets startOffsets;

	private final Collection<String> topics;

	private final AssignmentListener listener;

	private final GroupTopics groupTopics;

	private final OffsetOrigins origins;

	private final CautiousReader cautious;

	/** Next offset after the records that {@link #poll} has returned. */
	private final Map<TopicPartition, Long> positions = new HashMap<>();

	/** While it is set, partitions are read again from their {@link #positions}. */
	private @Nullable OutOfMemoryError failure;

	/** Whether the previous read ran out of memory. */
	private boolean cautiously;

	KafkaGroupMember(Consumer<byte[], byte[]> consumer, String group, Collection<String> topics, StartPosition start,
			AssignmentListener listener, GroupTopics groupTopics, CautiousReader cautious) {
		this.consumer = consumer;
		this.group = group;
		this.startOffsets = new StartOffsets(consumer, start, groupTopics::hasBegun);
		this.topics = List.copyOf(topics);
		this.listener = listener;
		this.groupTopics = groupTopics;
		this.origins = new OffsetOrigins(groupTopics);
		this.cautious = cautious;
		consumer.subscribe(topics, new Assignments());
	}

	@Override
	public Map<LogPartition, LogBatch> poll(Duration timeout) {
		try {
			return read(timeout);
		}
		catch (WakeupException ex) {
			return Map.of();
		}
		catch (KafkaException ex) {
			throw new LogUnavailableException("Could not read from Kafka: " + ex.getMessage(), ex);
		}
		catch (OutOfMemoryError ex) {
			throw new IllegalStateException("Group '" + this.group + "' ran out of memory when it read from "
					+ positions() + ". Kafka's client decompresses records, whatever their size; if this persists, a "
					+ "record near one of these offsets does not fit into the heap", ex);
		}
	}

	private Map<TopicPartition, Long> positions() {
		Map<TopicPartition, Long> positions = new HashMap<>();
		this.consumer.assignment().forEach((partition) -> positions.put(partition, this.consumer.position(partition)));
		return positions;
	}

	private Map<LogPartition, LogBatch> read(Duration timeout) {
		try {
			checkOrigins();
			if (this.failure == null) {
				Map<LogPartition, LogBatch> batches = batches(this.consumer.poll(timeout));
				this.cautiously = false;
				return batches;
			}
		}
		catch (NoOffsetForPartitionException ex) {
			begin(this.startOffsets.of(ex.partitions()));
		}
		catch (OffsetOutOfRangeException ex) {
			beginAgain(ex.offsetOutOfRangePartitions());
		}
		catch (OutOfMemoryError ex) {
			this.failure = ex;
		}
		catch (KafkaException ex) {
			return readDamaged(ex);
		}
		if (this.failure != null) {
			return readCautiously(this.failure);
		}
		return Map.of();
	}

	private void checkOrigins() {
		Set<TopicPartition> unread = this.origins.unread();
		if (!unread.isEmpty()) {
			this.origins.read(this.consumer.committed(unread));
		}
		this.groupTopics.refresh(this.topics);
		Set<TopicPartition> foreign = this.origins.foreign();
		if (!foreign.isEmpty()) {
			beginWithNew(foreign);
		}
	}

	private Map<LogPartition, LogBatch> batches(ConsumerRecords<byte[], byte[]> polled) {
		Map<LogPartition, LogBatch> batches = new HashMap<>();
		polled.nextOffsets().forEach((partition, next) -> {
			List<LogRecord> records = new ArrayList<>();
			for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
				records.add(new KafkaLogRecord(record));
			}
			batches.put(logPartition(partition), new LogBatch(records, next.offset()));
			this.positions.put(partition, next.offset());
			this.groupTopics.begun(partition.topic());
		});
		return batches;
	}

	/**
	 * Read all partitions again from the records returned last, since Kafka's client may
	 * have lost what it read of any partition before it ran out of memory.
	 */
	private Map<LogPartition, LogBatch> readCautiously(OutOfMemoryError failure) {
		if (!this.cautiously) {
			this.cautiously = true;
			logger.warn("Group '{}' ran out of memory while reading; reading record by record for now", this.group,
					failure);
		}
		Map<TopicPartition, Long> from = readFrom();
		from.forEach(this::seek);
		from.keySet().removeAll(this.consumer.paused());
		Map<TopicPartition, LogBatch> read = new HashMap<>();
		boolean found = false;
		for (Map.Entry<TopicPartition, Long> each : from.entrySet()) {
			LogBatch batch = readCautiously(each.getKey(), each.getValue());
			found |= batch == null;
			if (batch != null && batch.next() > each.getValue()) {
				read.put(each.getKey(), batch);
			}
		}
		if (read.isEmpty() && !found) {
			throw failure;
		}
		this.failure = null;
		Map<LogPartition, LogBatch> batches = new HashMap<>();
		read.forEach((partition, batch) -> {
			seek(partition, batch.next());
			batches.put(logPartition(partition), batch);
		});
		return batches;
	}

	/**
	 * Kafka's client has returned everything below the damage, and would fail with the
	 * same data again and again. The data may have been damaged in transit, so another
	 * client reads it once more.
	 */
	private Map<LogPartition, LogBatch> readDamaged(KafkaException failure) {
		TopicPartition damaged = CautiousReader.damaged(this.consumer.assignment(), failure);
		LogBatch batch = readCautiously(damaged, this.consumer.position(damaged));
		if (batch == null) {
			return Map.of();
		}
		seek(damaged, batch.next());
		return Map.of(logPartition(damaged), batch);
	}

	private Map<TopicPartition, Long> readFrom() {
		Map<TopicPartition, Long> from = new HashMap<>(this.positions);
		Set<TopicPartition> others = new HashSet<>(this.consumer.assignment());
		others.removeAll(from.keySet());
		this.consumer.committed(others).forEach((partition, committed) -> {
			// without a commit, nothing has been read
			if (committed != null) {
				from.put(partition, committed.offset());
			}
		});
		return from;
	}

	/**
	 * Read a partition record by record. Records before an unreadable one are returned
	 * first, so that nothing else is in memory when it is read.
	 * @return the records; {@code null} if the first one is unreadable
	 */
	private @Nullable LogBatch readCautiously(TopicPartition partition, long from) {
		CautiousRound round = new CautiousRound(new ArrayList<>());
		try {
			long next = this.cautious.read(partition, from, Long.MAX_VALUE, round);
			return new LogBatch(round.records(), next);
		}
		catch (UnreadableOffsetException ex) {
			if (!round.records().isEmpty()) {
				return new LogBatch(round.records(), ex.offset());
			}
			seek(partition, ex.offset());
			this.listener.unreadable(logPartition(partition), ex.offset(), ex);
			return null;
		}
	}

	private void seek(TopicPartition partition, long offset) {
		this.consumer.seek(partition, offset);
		this.positions.put(partition, offset);
	}

	@Override
	public void skip(LogPartition partition, long offset) {
		seek(topicPartition(partition), offset + 1);
	}

	/**
	 * Start at offsets and commit them: a group that starts with the next record must not
	 * start later after a restart.
	 */
	private void begin(Map<TopicPartition, Long> offsets) {
		offsets.forEach((partition, offset) -> {
			seek(partition, offset);
			this.origins.current(partition);
			this.groupTopics.begun(partition.topic());
		});
		logger.info("Group '{}' starts at {}", this.group, offsets);
		commitOffsets(offsets, BEGIN_TIMEOUT);
	}

	/**
	 * Start reading new topics from their beginning; offsets of an earlier topic of the
	 * same name are meaningless.
	 */
	private void beginWithNew(Set<TopicPartition> partitions) {
		Map<TopicPartition, Long> begins = this.consumer.beginningOffsets(partitions);
		logger.warn("The topic of {} was deleted and created again; group '{}' reads it from its beginning", partitions,
				this.group);
		this.listener.lost(logPartitions(partitions));
		this.consumer.resume(partitions);
		this.listener.assigned(this, logPartitions(partitions));
		begin(begins);
	}

	private void beginAgain(Map<TopicPartition, Long> outOfRange) {
		Map<TopicPartition, Long> begins = this.consumer.beginningOffsets(outOfRange.keySet());
		logger.error(
				"Group '{}' could not continue at {}, which the log does not have (any more); continuing at {}. "
						+ "The records in between were deleted before the group has handled them",
				this.group, outOfRange, begins);
		begins.forEach((partition, begin) -> {
			seek(partition, begin);
			this.origins.current(partition);
		});
	}

	@Override
	public void pause(Collection<LogPartition> partitions) {
		this.consumer.pause(topicPartitions(partitions));
	}

	@Override
	public void resume(Collection<LogPartition> partitions) {
		this.consumer.resume(topicPartitions(partitions));
	}

	@Override
	public boolean commit(Map<LogPartition, Long> next, Duration timeout) {
		Map<TopicPartition, Long> offsets = new HashMap<>();
		next.forEach((partition, offset) -> offsets.put(topicPartition(partition), offset));
		// the broker accepts them from any member of the current generation
		if (!this.consumer.assignment().containsAll(offsets.keySet())) {
			throw new LogUnavailableException("Offsets of partitions that are no longer assigned cannot be committed: "
					+ next.keySet() + " of group '" + this.group + "'", null);
		}
		try {
			if (this.origins.unread().stream().anyMatch(offsets::containsKey)) {
				// they may be offsets of a topic that is gone
				return false;
			}
			commitOffsets(offsets, timeout);
			return true;
		}
		catch (RebalanceInProgressException ex) {
			return false;
		}
		catch (KafkaException ex) {
			throw new LogUnavailableException("Failed to commit to Kafka: " + ex.getMessage(), ex);
		}
	}

	private void commitOffsets(Map<TopicPartition, Long> next, Duration timeout) {
		Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
		next.forEach((partition, offset) -> offsets.put(partition, this.origins.offset(partition, offset)));
		try {
			this.consumer.commitSync(offsets, timeout);
		}
		catch (WakeupException ex) {
			// it was meant for a poll
			this.consumer.commitSync(offsets, timeout);
		}
	}

	@Override
	public void wakeUp() {
		this.consumer.wakeup();
	}

	/**
	 * Close with a short timeout, since Kafka's client would wait for the other members
	 * of a rebalancing group.
	 */
	@Override
	public void close() {
		this.consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
	}

	private static List<TopicPartition> topicPartitions(Collection<LogPartition> partitions) {
		return partitions.stream().map(KafkaGroupMember::topicPartition).toList();
	}

	private static TopicPartition topicPartition(LogPartition partition) {
		return new TopicPartition(partition.topic(), partition.number());
	}

	private static LogPartition logPartition(TopicPartition partition) {
		return new LogPartition(partition.topic(), partition.partition());
	}

	private static List<LogPartition> logPartitions(Collection<TopicPartition> partitions) {
		return partitions.stream().map(KafkaGroupMember::logPartition).toList();
	}

	private final class Assignments implements ConsumerRebalanceListener {

		@Override
		public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
			KafkaGroupMember.this.positions.keySet().removeAll(partitions);
			KafkaGroupMember.this.origins.assigned(partitions);
			KafkaGroupMember.this.listener.assigned(KafkaGroupMember.this, logPartitions(partitions));
		}

		@Override
		public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
			KafkaGroupMember.this.listener.revoked(KafkaGroupMember.this, logPartitions(partitions));
			forget(partitions);
		}

		@Override
		public void onPartitionsLost(Collection<TopicPartition> partitions) {
			KafkaGroupMember.this.listener.lost(logPartitions(partitions));
			forget(partitions);
		}

	}

	private void forget(Collection<TopicPartition> partitions) {
		this.positions.keySet().removeAll(partitions);
		this.origins.removed(partitions);
	}

	/** Bounded part of a partition. */
	private record CautiousRound(List<LogRecord> records) implements CautiousReader.Handler {

		private static final int MAX_RECORDS = 500;

		private static final int MAX_BYTES = 1 << 20;

		@Override
		public boolean handle(ConsumerRecord<byte[], byte[]> record) {
			this.records.add(new KafkaLogRecord(record));
			return this.records.size() < MAX_RECORDS
					&& this.records.stream().mapToLong(LogRecord::size).sum() < MAX_BYTES;
		}

	}

}
