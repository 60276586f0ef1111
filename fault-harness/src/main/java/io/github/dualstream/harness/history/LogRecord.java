package io.github.dualstream.harness.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

import org.jspecify.annotations.Nullable;

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
	 * Creates a record from a CloudEvent in binary mode.
	 * @param topic topic of the record
	 * @param partition partition of the record
	 * @param offset offset of the record
	 * @param key key of the record
	 * @param headers headers of the record, in an order that is the same for equal ones;
	 * without the attributes id and sourcetype, the text {@code null} stands for them
	 * @param value value of the record
	 * @return the event
	 */
	public static LogRecord of(String topic, int partition, long offset, String key, Map<String, byte[]> headers,
			byte[] value) {
		return new LogRecord(topic, partition, offset, text(headers.get("ce_id")),
				text(headers.get("ce_sourcetype")) + ":" + key, digest(headers, value));
	}

	private static String text(byte @Nullable [] value) {
		return (value != null) ? new String(value, StandardCharsets.UTF_8) : "null";
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

	private static String digest(Map<String, byte[]> headers, byte[] value) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			headers.forEach((name, text) -> {
				// the trace is that of the attempt
				if (!name.startsWith("trace")) {
					digest.update(name.getBytes(StandardCharsets.UTF_8));
					digest.update(text);
				}
			});
			digest.update(value);
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

}
