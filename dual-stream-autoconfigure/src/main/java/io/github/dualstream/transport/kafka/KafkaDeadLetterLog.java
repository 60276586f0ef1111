package io.github.dualstream.transport.kafka;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.transport.DeadLetterLog;
import io.github.dualstream.transport.LogEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Writes dead letters to a topic beside the one that they come from: key, value, time and
 * headers as they are, and what happened in headers of our own. Headers of that name that
 * the record has already, such as those of an earlier failure, are replaced.
 */
public final class KafkaDeadLetterLog implements DeadLetterLog {

	static final String PREFIX = "dual-stream-";

	/** A cause can hold what it likes, and a record has a limit. */
	private static final int MAX_CAUSE = 1_024;

	private final KafkaOperations<byte[], byte[]> template;

	private final String suffix;

	/**
	 * Create the log.
	 * @param template sends records as they are
	 * @param suffix what the name of the topic ends with
	 */
	public KafkaDeadLetterLog(KafkaOperations<byte[], byte[]> template, String suffix) {
		this.template = template;
		this.suffix = suffix;
	}

	@Override
	public CompletableFuture<?> keep(LogEntry entry, String group, int attempts, Throwable cause) {
		try {
			return this.template.send(deadLetter(((KafkaLogEntry) entry).record(), group, attempts, cause));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private ProducerRecord<byte[], byte[]> deadLetter(ConsumerRecord<byte[], byte[]> record, String group, int attempts,
			Throwable cause) {
		ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(record.topic() + this.suffix, null, null,
				record.key(), record.value(), record.headers());
		Headers headers = letter.headers();
		set(headers, "topic", record.topic());
		set(headers, "partition", Integer.toString(record.partition()));
		set(headers, "offset", Long.toString(record.offset()));
		set(headers, "timestamp", Long.toString(record.timestamp()));
		set(headers, "group", group);
		set(headers, "attempts", Integer.toString(attempts));
		set(headers, "exception", cause.getClass().getName());
		set(headers, "cause", capped(cause.getMessage()));
		return letter;
	}

	private static void set(Headers headers, String name, String value) {
		headers.remove(PREFIX + name);
		headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
	}

	private static String capped(@Nullable String message) {
		String text = (message != null) ? message : "";
		return text.substring(0, Math.min(text.length(), MAX_CAUSE));
	}

}
