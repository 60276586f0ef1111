package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogBatch;
import io.github.dualstream.transport.LogEntry;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.StartPosition;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Member of a Kafka consumer group.
 */
final class KafkaGroupMember implements GroupMember {

	private static final Logger logger = LoggerFactory.getLogger(KafkaGroupMember.class);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

	private final Consumer<byte[], byte[]> consumer;

	private final String group;

	private final RecordReader reader;

	private final StartOffsets startOffsets;

	private final Collection<String> topics;

	private final AssignmentListener listener;

	private final RecreatedTopics recreated;

	KafkaGroupMember(Consumer<byte[], byte[]> consumer, String group, RecordReader reader, Collection<String> topics,
			StartPosition start, AssignmentListener listener, RecreatedTopics recreated) {
		this.consumer = consumer;
		this.group = group;
		this.reader = reader;
		this.startOffsets = new StartOffsets(consumer, start, recreated::hasBegun);
		this.topics = List.copyOf(topics);
		this.listener = listener;
		this.recreated = recreated;
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
			throw new LogUnavailableException("Kafka cannot be read: " + ex.getMessage(), ex);
		}
		catch (OutOfMemoryError ex) {
			throw new IllegalStateException("Group '" + this.group + "' ran out of memory when it read on from "
					+ positions() + ". Records are unpacked by Kafka's client, whatever their size; if this stays, a "
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
			this.recreated.poll(this.topics).forEach(this::beginWithNew);
			return batches(this.consumer.poll(timeout));
		}
		catch (NoOffsetForPartitionException ex) {
			begin(this.startOffsets.of(ex.partitions()));
		}
		catch (OffsetOutOfRangeException ex) {
			beginAgain(ex.offsetOutOfRangePartitions());
		}
		return Map.of();
	}

	private Map<LogPartition, LogBatch> batches(ConsumerRecords<byte[], byte[]> records) {
		Map<LogPartition, LogBatch> batches = new HashMap<>();
		records.nextOffsets().forEach((partition, next) -> {
			List<LogEntry> entries = new ArrayList<>();
			for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
				entries.add(new KafkaLogEntry(record, this.reader));
			}
			batches.put(logPartition(partition), new LogBatch(entries, next.offset()));
			this.recreated.begun(partition.topic());
		});
		return batches;
	}

	/**
	 * Commits as well: a group that begins with what comes next must not begin later
	 * because it was restarted.
	 */
	private void begin(Map<TopicPartition, Long> offsets) {
		offsets.forEach((partition, offset) -> {
			this.consumer.seek(partition, offset);
			this.recreated.begun(partition.topic());
		});
		logger.info("Group '{}' begins at {}", this.group, offsets);
		commitOffsets(offsets);
	}

	/** Whatever was read of the topic of this name before is of no meaning any more. */
	private void beginWithNew(String topic) {
		List<TopicPartition> partitions = this.consumer.assignment()
			.stream()
			.filter((partition) -> partition.topic().equals(topic))
			.toList();
		if (partitions.isEmpty()) {
			return;
		}
		logger.warn("Topic '{}' was deleted and created again: group '{}' reads it from its beginning", topic,
				this.group);
		this.listener.lost(logPartitions(partitions));
		begin(this.consumer.beginningOffsets(partitions));
		this.listener.assigned(this, logPartitions(partitions));
	}

	private void beginAgain(Map<TopicPartition, Long> outOfRange) {
		Map<TopicPartition, Long> begins = this.consumer.beginningOffsets(outOfRange.keySet());
		logger.error(
				"Group '{}' wanted to go on at {}, which the log does not have (any more); going on at {}. "
						+ "What lies between was removed before the group has handled it",
				this.group, outOfRange, begins);
		begins.forEach(this.consumer::seek);
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
	public boolean commit(Map<LogPartition, Long> next) {
		Map<TopicPartition, Long> offsets = new HashMap<>();
		next.forEach((partition, offset) -> offsets.put(topicPartition(partition), offset));
		try {
			commitOffsets(offsets);
			return true;
		}
		catch (RebalanceInProgressException ex) {
			return false;
		}
		catch (KafkaException ex) {
			throw new LogUnavailableException("Kafka did not commit: " + ex.getMessage(), ex);
		}
	}

	private void commitOffsets(Map<TopicPartition, Long> next) {
		Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
		next.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
		try {
			this.consumer.commitSync(offsets);
		}
		catch (WakeupException ex) {
			// it was meant for a poll
			this.consumer.commitSync(offsets);
		}
	}

	@Override
	public void wakeUp() {
		this.consumer.wakeup();
	}

	/**
	 * Not for longer: in a group that rebalances, Kafka's client would wait for the other
	 * members.
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
			KafkaGroupMember.this.listener.assigned(KafkaGroupMember.this, logPartitions(partitions));
		}

		@Override
		public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
			KafkaGroupMember.this.listener.revoked(KafkaGroupMember.this, logPartitions(partitions));
		}

		@Override
		public void onPartitionsLost(Collection<TopicPartition> partitions) {
			KafkaGroupMember.this.listener.lost(logPartitions(partitions));
		}

	}

}
