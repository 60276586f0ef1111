package io.github.dualstream.transport.kafka;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import io.github.dualstream.Position;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.DeadLetterLog;
import io.github.dualstream.transport.DeadLetterMark;
import io.github.dualstream.transport.LogEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Writes dead-letter records to a topic beside the original one, or to a shared topic:
 * key, value and headers unchanged, with the failure in additional headers. A record is
 * written to the partition with its original partition's number, modulo the number of
 * partitions, so that records of one source keep their order.
 * <p>
 * Requires a producer with {@code acks=all} and idempotence. Thread-safe.
 */
public final class KafkaDeadLetterLog implements DeadLetterLog, AutoCloseable {

	private final DeadLetterSender sender;

	private final UnaryOperator<String> topics;

	private final @Nullable DeadLetterTopics creation;

	/**
	 * Create the log.
	 * @param template template that sends records unchanged
	 * @param suffix suffix of the topic's name
	 * @param threads threads of the application
	 */
	public KafkaDeadLetterLog(KafkaOperations<byte[], byte[]> template, String suffix, Threads threads) {
		this(template, (topic) -> topic + suffix, threads);
	}

	/**
	 * Create the log.
	 * @param template template that sends records unchanged
	 * @param topics function from an original topic to its dead-letter topic
	 * @param threads threads of the application
	 */
	public KafkaDeadLetterLog(KafkaOperations<byte[], byte[]> template, UnaryOperator<String> topics, Threads threads) {
		this(template, topics, null, threads);
	}

	/**
	 * Create the log.
	 * @param template template that sends records unchanged
	 * @param topics function from an original topic to its dead-letter topic
	 * @param creation creator of such topics; {@code null} if they are created by other
	 * means
	 * @param threads threads of the application
	 */
	public KafkaDeadLetterLog(KafkaOperations<byte[], byte[]> template, UnaryOperator<String> topics,
			@Nullable DeadLetterTopics creation, Threads threads) {
		this.sender = new DeadLetterSender(template, threads);
		this.topics = topics;
		this.creation = creation;
	}

	@Override
	public void prepare(Collection<String> topics) {
		if (this.creation != null) {
			this.creation.create(topics);
		}
	}

	@Override
	public CompletableFuture<Position> keep(LogEntry entry, String group, int attempts, Throwable cause) {
		ConsumerRecord<byte[], byte[]> record = ((KafkaLogEntry) entry).record();
		String topic = topicOf(record.topic());
		return this.sender.send(topic, (partitions) -> new ProducerRecord<>(topic, record.partition() % partitions,
				null, record.key(), record.value(), DeadLetterHeaders.ofLetter(record, group, attempts, cause)));
	}

	CompletableFuture<Position> answer(DeadLetterMark letter, String group, DeadLetterMark.Kind answer) {
		Position position = letter.letter();
		return this.sender.send(position.topic(),
				(partitions) -> new ProducerRecord<>(position.topic(), position.partition(), null,
						KafkaLogEntry.keyBytes(letter.key()), null, DeadLetterHeaders.ofAnswer(letter, group, answer)));
	}

	String topicOf(String origin) {
		return this.topics.apply(origin);
	}

	/**
	 * Close the log. Earlier records are still written, as long as the template works.
	 */
	@Override
	public void close() {
		this.sender.close();
	}

}
