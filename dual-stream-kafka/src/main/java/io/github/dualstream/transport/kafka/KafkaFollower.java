package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

import org.springframework.kafka.core.ConsumerFactory;

/**
 * Reads new records at the ends of partitions. Between two reads, a fetch of all of them
 * waits at the broker, so that new records are often available before the next read. For
 * one thread.
 */
final class KafkaFollower implements AutoCloseable {

	/**
	 * Maximum time that a fetch waits for new records. An additional partition may wait
	 * as long before its first read.
	 */
	private static final int FETCH_MAX_WAIT_MILLIS = 50;

	private final Consumer<byte[], byte[]> consumer;

	/** Positions of the consumer in its assigned partitions. */
	private final Map<LogPartition, Long> positions = new HashMap<>();

	KafkaFollower(ConsumerFactory<byte[], byte[]> factory) {
		Properties overrides = new Properties();
		overrides.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Integer.toString(FETCH_MAX_WAIT_MILLIS));
		overrides.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
		this.consumer = factory.createConsumer(null, null, null, overrides);
	}

	Map<LogPartition, Long> readOn(Map<LogPartition, Long> from, Duration maxWait,
			java.util.function.Consumer<LogRecord> handler) {
		assign(from);
		ConsumerRecords<byte[], byte[]> records = this.consumer.poll(maxWait);
		Map<LogPartition, Long> next = new HashMap<>();
		records.nextOffsets().forEach((partition, offset) -> next.put(KafkaLogReader.ours(partition), offset.offset()));
		this.positions.putAll(next);
		for (ConsumerRecord<byte[], byte[]> record : records) {
			handler.accept(new KafkaLogRecord(record));
		}
		return next;
	}

	private void assign(Map<LogPartition, Long> from) {
		if (!this.positions.keySet().equals(from.keySet())) {
			List<TopicPartition> partitions = from.keySet().stream().map(KafkaLogReader::theirs).toList();
			this.consumer.assign(partitions);
			this.positions.keySet().retainAll(from.keySet());
		}
		from.forEach((partition, offset) -> {
			if (!offset.equals(this.positions.put(partition, offset))) {
				this.consumer.seek(KafkaLogReader.theirs(partition), offset.longValue());
			}
		});
	}

	@Override
	public void close() {
		this.consumer.close(CloseOptions.timeout(KafkaLogReader.CLOSE_TIMEOUT));
	}

}
