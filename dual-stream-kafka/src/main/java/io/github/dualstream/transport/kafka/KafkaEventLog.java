package io.github.dualstream.transport.kafka;

import java.util.concurrent.CompletableFuture;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.DualStreamException;
import io.github.dualstream.Position;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.NewRecord;
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

	private final KafkaTemplate<byte[], byte[]> template;

	private final RecordSizeLimits limits;

	private final RecentWaits recentWaits = new RecentWaits();

	/**
	 * Create the log.
	 * @param template template that sends the records
	 * @param limits size limits of the records
	 */
	public KafkaEventLog(KafkaTemplate<byte[], byte[]> template, RecordSizeLimits limits) {
		this.template = template;
		this.limits = limits;
	}

	@Override
	public CompletableFuture<Position> append(NewRecord record) {
		try {
			this.limits.check(record);
			int partitions = partitionsOf(record.topic());
			requireRoom(record);
			Integer partition = record.partition();
			return send(record,
					KafkaLogRecord.producerRecord(record, (partition != null) ? partition % partitions : null));
		}
		catch (DualStreamException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public void check(NewRecord record) {
		this.limits.check(record);
	}

	/**
	 * Number of partitions of the topic. Waits until the topic is known, as sending
	 * would, but separately: after a timeout here, it is certain that nothing was sent.
	 */
	private int partitionsOf(String topic) {
		Throwable recent = this.recentWaits.failureOf(topic);
		if (recent != null) {
			throw SendFailures.topicUnavailable(topic, recent);
		}
		try {
			return this.template.partitionsFor(topic).size();
		}
		catch (RuntimeException ex) {
			if (SendFailures.isTimeout(ex)) {
				this.recentWaits.failed(topic, ex);
			}
			throw SendFailures.topicUnavailable(topic, ex);
		}
	}

	private void requireRoom(NewRecord record) {
		Throwable recent = this.recentWaits.failureOf(BUFFER);
		if (recent != null) {
			throw SendFailures.classify(record, recent);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the returned
													// future
	private CompletableFuture<Position> send(NewRecord record, ProducerRecord<byte[], byte[]> kafka) {
		CompletableFuture<Position> position = new CompletableFuture<>();
		try {
			this.template.send(kafka).whenComplete((sent, failure) -> {
				if (failure != null) {
					position.completeExceptionally(SendFailures.classify(record, failure));
				}
				else {
					position.complete(positionOf(sent));
				}
			});
		}
		catch (KafkaException ex) {
			position.completeExceptionally(SendFailures.notSent(record, ex));
		}
		catch (RuntimeException ex) {
			position.completeExceptionally(refused(record, ex));
		}
		return position;
	}

	private DualStreamException refused(NewRecord record, RuntimeException ex) {
		DualStreamException failure = SendFailures.classify(record, ex);
		if (failure instanceof BackpressureException) {
			this.recentWaits.failed(BUFFER, ex);
		}
		return failure;
	}

	private static Position positionOf(SendResult<byte[], byte[]> sent) {
		RecordMetadata metadata = sent.getRecordMetadata();
		return new Position(metadata.topic(), metadata.partition(), metadata.offset());
	}

	@Override
	public String system() {
		return "kafka";
	}

	@Override
	public void flush() {
		this.template.flush();
	}

}
