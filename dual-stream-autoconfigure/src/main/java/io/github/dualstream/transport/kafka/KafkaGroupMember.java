package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogEntry;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Member of a Kafka consumer group.
 */
final class KafkaGroupMember implements GroupMember {

	private final Consumer<byte[], byte[]> consumer;

	private final RecordReader reader;

	KafkaGroupMember(Consumer<byte[], byte[]> consumer, RecordReader reader, Collection<String> topics,
			AssignmentListener listener) {
		this.consumer = consumer;
		this.reader = reader;
		consumer.subscribe(topics, new Assignments(listener));
	}

	@Override
	public List<LogEntry> poll(Duration timeout) {
		try {
			List<LogEntry> entries = new ArrayList<>();
			for (ConsumerRecord<byte[], byte[]> record : this.consumer.poll(timeout)) {
				entries.add(new KafkaLogEntry(record, this.reader));
			}
			return entries;
		}
		catch (WakeupException ex) {
			return List.of();
		}
		catch (KafkaException ex) {
			throw new LogUnavailableException("Kafka cannot be read: " + ex.getMessage(), ex);
		}
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
	public void commit(Map<LogPartition, Long> next) {
		Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
		next.forEach((partition, offset) -> offsets.put(topicPartition(partition), new OffsetAndMetadata(offset)));
		try {
			this.consumer.commitSync(offsets);
		}
		catch (KafkaException ex) {
			throw new LogUnavailableException("Kafka did not commit: " + ex.getMessage(), ex);
		}
	}

	@Override
	public void wakeUp() {
		this.consumer.wakeup();
	}

	@Override
	public void close() {
		this.consumer.close();
	}

	private static List<TopicPartition> topicPartitions(Collection<LogPartition> partitions) {
		return partitions.stream().map(KafkaGroupMember::topicPartition).toList();
	}

	private static TopicPartition topicPartition(LogPartition partition) {
		return new TopicPartition(partition.topic(), partition.number());
	}

	private static List<LogPartition> logPartitions(Collection<TopicPartition> partitions) {
		return partitions.stream()
			.map((partition) -> new LogPartition(partition.topic(), partition.partition()))
			.toList();
	}

	private final class Assignments implements ConsumerRebalanceListener {

		private final AssignmentListener listener;

		private Assignments(AssignmentListener listener) {
			this.listener = listener;
		}

		@Override
		public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
			this.listener.assigned(KafkaGroupMember.this, logPartitions(partitions));
		}

		@Override
		public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
			this.listener.revoked(KafkaGroupMember.this, logPartitions(partitions));
		}

		@Override
		public void onPartitionsLost(Collection<TopicPartition> partitions) {
			this.listener.lost(logPartitions(partitions));
		}

	}

}
