package io.github.dualstream.transport.kafka;

import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Position;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.RejectedException;
import io.github.dualstream.transport.EncodedEvent;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.HistoryPage;
import io.github.dualstream.transport.HistoryRequest;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

/**
 * Log on Kafka. What {@link #append} promises rests on the template's producer: it must
 * have {@code acks=all}, idempotence, and a partitioner that goes by the key.
 */
public final class KafkaEventLog implements EventLog {

	private final KafkaTemplate<String, byte[]> template;

	private final RecordWriter writer;

	private final RecordSizeLimits limits;

	private final KafkaHistory history;

	/**
	 * Create the log.
	 * @param template sends the records
	 * @param writer writes them
	 * @param limits how large they may be
	 * @param history reads them
	 */
	public KafkaEventLog(KafkaTemplate<String, byte[]> template, RecordWriter writer, RecordSizeLimits limits,
			KafkaHistory history) {
		this.template = template;
		this.writer = writer;
		this.limits = limits;
		this.history = history;
	}

	@Override
	public CompletableFuture<Position> append(String topic, EncodedEvent event) {
		ProducerRecord<String, byte[]> record = this.writer.write(topic, event);
		try {
			this.limits.check(record);
			awaitTopic(topic);
		}
		catch (RejectedException | PublishFailedException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		return send(record, event.event().id());
	}

	/**
	 * Waits until the topic is known, as sending would, but apart from it: a time-out
	 * here says for certain that nothing was sent.
	 */
	private void awaitTopic(String topic) {
		try {
			this.template.partitionsFor(topic);
		}
		catch (RuntimeException ex) {
			throw SendFailures.topicUnavailable(topic, ex);
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
		catch (RuntimeException ex) {
			position.completeExceptionally(SendFailures.classify(record.topic(), eventId, ex));
		}
		return position;
	}

	private static Position positionOf(SendResult<String, byte[]> sent) {
		RecordMetadata metadata = sent.getRecordMetadata();
		return new Position(metadata.topic(), metadata.partition(), metadata.offset());
	}

	@Override
	public HistoryPage read(HistoryRequest request) {
		return this.history.read(request);
	}

	@Override
	public void flush() {
		this.template.flush();
	}

}
