package io.github.dualstream.faults;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.dualstream.harness.history.LogRecord;
import io.github.dualstream.test.KafkaRecords;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What Kafka holds after a run.
 */
public final class KafkaLog {

	private KafkaLog() {
	}

	/**
	 * Reads every partition of a topic.
	 * @param bootstrapServers addresses for {@code bootstrap.servers}
	 * @param topic a topic with CloudEvents in binary mode
	 * @return its records by partition and offset
	 * @throws IllegalStateException when the end is not reached within 30 seconds
	 */
	public static List<LogRecord> readAll(String bootstrapServers, String topic) {
		return KafkaRecords.of(bootstrapServers).all(topic).stream().map(KafkaLog::record).toList();
	}

	private static LogRecord record(ConsumerRecord<String, byte[]> record) {
		Map<String, byte[]> headers = new LinkedHashMap<>();
		record.headers().forEach((header) -> headers.put(header.key(), header.value()));
		return LogRecord.of(record.topic(), record.partition(), record.offset(), record.key(), headers, record.value());
	}

}
