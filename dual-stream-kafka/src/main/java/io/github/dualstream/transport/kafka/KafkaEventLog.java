package io.github.dualstream.transport.kafka;

import java.util.concurrent.CompletableFuture;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.DualStreamException;
import io.github.dualstream.Position;
import io.github.dualstream.transport.EncodedEvent;
import io.github.dualstream.transport.EventLog;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

/**
 * Event log on Kafka. The guarantees of {@link #append} require that the template's
 * producer has {@code acks=all}, idempotence, and a partitioner by key.
 */
public final class KafkaEventLog implements EventLog {

	/** Placeholder, which is not the name of a topic. */
	private static final String BUFFER = "";

	private final KafkaTemplate<String, byte[]> template;

	private final RecordWriter writer;

	private final RecordSizeLimits limits;

	private final RecentWaits recentWaits = new RecentWaits();

	/**
	 * Create the log.
	 * @param template template that sends the records
	 * @param writer writer of the records
	 * @param limits size limits of the records
	 */
	public KafkaEventLog(KafkaTemplate<String, byte[]> template, RecordWriter writer, RecordSizeLimits limits) {
		this.template = template;
		this.writer = writer;
		this.limits = limits;
	}

	@Override
	public CompletableFuture<Position> append(String topic, EncodedEvent event) {
		ProducerRecord<String, byte[]> record = this.writer.write(topic, event);
		String eventId = event.event().id();
		try {
			this.limits.check(record);
			awaitTopic(topic);
			requireRoom(topic, eventId);
		}
		catch (DualStreamException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		return send(record, eventId);
	}

	@Override
	public void check(String topic, EncodedEvent event) {
		this.limits.check(this.writer.write(topic, event));
	}

	/**
	 * Wait until the topic is known, as sending would, but separately: after a timeout
	 * here, it is certain that nothing was sent.
	 */
	private void awaitTopic(String topic) {
		Throwable recent = this.recentWaits.failureOf(topic);
		if (recent != null) {
			throw SendFailures.topicUnavailable(topic, recent);
		}
		try {
			this.template.partitionsFor(topic);
		}
		catch (RuntimeException ex) {
			if (SendFailures.isTimeout(ex)) {
				this.recentWaits.failed(topic, ex);
			}
			throw SendFailures.topicUnavailable(topic, ex);
		}
	}

	private void requireRoom(String topic, String eventId) {
		Throwable recent = this.recentWaits.failureOf(BUFFER);
		if (recent != null) {
			throw SendFailures.classify(topic, eventId, recent);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the returned
													// future
	private CompletableFuture<Position> send(ProducerRecord<String, byte[]> record, String eventId) {
		CompletableFuture<Position> position = new CompletableFuture<>();
		try {
			this.template.send(record).whenComplete((sent, failure) -> {
				if (failure != null) {
					position.completeExceptionally(SendFailures.classify(record.topic(), eventId, failure));
				}
				else {
					position.complete(positionOf(sent));
				}
			});
		}
		catch (KafkaException ex) {
			position.completeExceptionally(SendFailures.notSent(record.topic(), eventId, ex));
		}
		catch (RuntimeException ex) {
			position.completeExceptionally(refused(record.topic(), eventId, ex));
		}
		return position;
	}

	private DualStreamException refused(String topic, String eventId, RuntimeException ex) {
		DualStreamException failure = SendFailures.classify(topic, eventId, ex);
		if (failure instanceof BackpressureException) {
			this.recentWaits.failed(BUFFER, ex);
		}
		return failure;
	}

	private static Position positionOf(SendResult<String, byte[]> sent) {
		RecordMetadata metadata = sent.getRecordMetadata();
		return new Position(metadata.topic(), metadata.partition(), metadata.offset());
	}

	@Override
	public void flush() {
		this.template.flush();
	}

}
