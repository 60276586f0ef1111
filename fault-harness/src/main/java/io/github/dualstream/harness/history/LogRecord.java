package io.github.dualstream.harness.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

import io.github.dualstream.test.KafkaRecords;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Event in the log.
 *
 * @param topic topic of the record
 * @param partition partition of the record
 * @param offset offset of the record
 * @param event id of the event
 * @param source source of the event, {@code type:id}
 * @param content digest of the event's whole content, to compare two records
 */
public record LogRecord(String topic, int partition, long offset, String event, String source, String content) {

	/**
	 * Reads every partition of a topic.
	 * @param bootstrapServers addresses for {@code bootstrap.servers}
	 * @param topic a topic with CloudEvents in binary mode
	 * @return its records by partition and offset
	 * @throws IllegalStateException when the end is not reached within 30 seconds
	 */
	public static List<LogRecord> readAll(String bootstrapServers, String topic) {
		return KafkaRecords.of(bootstrapServers).all(topic).stream().map(LogRecord::of).toList();
	}

	/**
	 * Creates a record from a CloudEvent in binary mode.
	 * @param record the record; without the attributes id and sourcetype, the text
	 * {@code null} stands for them
	 * @return the event
	 */
	public static LogRecord of(ConsumerRecord<String, byte[]> record) {
		return new LogRecord(record.topic(), record.partition(), record.offset(),
				Objects.toString(KafkaRecords.header(record, "ce_id")),
				KafkaRecords.header(record, "ce_sourcetype") + ":" + record.key(), digest(record));
	}

	/**
	 * Returns the record's position.
	 * @return {@code topic:partition:offset}
	 */
	public String position() {
		return this.topic + ":" + this.partition + ":" + this.offset;
	}

	String partitionName() {
		return this.topic + ":" + this.partition;
	}

	String describe() {
		return "event " + this.event + " of source " + this.source + " at " + position();
	}

	private static String digest(ConsumerRecord<String, byte[]> record) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (Header header : record.headers()) {
				// the trace is that of the attempt
				if (!header.key().startsWith("trace")) {
					digest.update(header.key().getBytes(StandardCharsets.UTF_8));
					digest.update(header.value());
				}
			}
			digest.update(record.value());
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

}
