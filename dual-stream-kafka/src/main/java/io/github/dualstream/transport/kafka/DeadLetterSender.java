package io.github.dualstream.transport.kafka;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.IntFunction;

import io.github.dualstream.Position;
import io.github.dualstream.schedule.Threads;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Sends records to dead-letter topics without ever blocking its caller: a producer waits
 * for a missing topic, and for room in its buffer, so each topic has a thread for this,
 * which ends when it is idle. Thread-safe.
 */
final class DeadLetterSender implements AutoCloseable {

	private final KafkaOperations<byte[], byte[]> template;

	private final Threads threads;

	private final Map<String, ExecutorService> senders = new ConcurrentHashMap<>();

	private final RecentWaits recentWaits = new RecentWaits();

	DeadLetterSender(KafkaOperations<byte[], byte[]> template, Threads threads) {
		this.template = template;
		this.threads = threads;
	}

	/**
	 * Send a record after those that were sent to the topic before.
	 * @param topic the topic
	 * @param record factory of the record for the topic's number of partitions
	 * @return a future with its position; nothing is thrown
	 */
	CompletableFuture<Position> send(String topic, IntFunction<ProducerRecord<byte[], byte[]>> record) {
		CompletableFuture<Position> position = new CompletableFuture<>();
		try {
			this.senders.computeIfAbsent(topic, this::sender).execute(() -> send(topic, record, position));
		}
		catch (RuntimeException ex) {
			position.completeExceptionally(ex);
		}
		return position;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the position
	private void send(String topic, IntFunction<ProducerRecord<byte[], byte[]>> record,
			CompletableFuture<Position> position) {
		try {
			int partitions = partitions(topic);
			this.template.send(record.apply(partitions)).whenComplete((sent, failure) -> {
				if (failure != null) {
					position.completeExceptionally(explained(topic, failure));
				}
				else {
					RecordMetadata metadata = sent.getRecordMetadata();
					position.complete(new Position(metadata.topic(), metadata.partition(), metadata.offset()));
				}
			});
		}
		catch (RuntimeException | Error ex) {
			// also an Error: whoever waits for the outcome would wait for ever
			position.completeExceptionally(explained(topic, ex));
		}
	}

	/**
	 * Number of partitions of a topic. After a failed wait, records queued behind it do
	 * not wait as well.
	 */
	private int partitions(String topic) {
		Throwable recent = this.recentWaits.failureOf(topic);
		if (recent != null) {
			throw new IllegalStateException(recent.getMessage(), recent);
		}
		try {
			return this.template.partitionsFor(topic).size();
		}
		catch (RuntimeException ex) {
			this.recentWaits.failed(topic, ex);
			throw ex;
		}
	}

	private static RuntimeException explained(String topic, Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof RecordTooLargeException) {
				return new IllegalStateException("A dead-letter record is larger than topic '" + topic
						+ "' or its producer accepts, because of its additional headers; raise "
						+ "max.message.bytes of the topic and max.request.size of the producer some 4 kB above those "
						+ "of its original topic", failure);
			}
		}
		return new IllegalStateException("Topic '" + topic + "' of dead-letter records did not accept a record ("
				+ failure.getMessage() + "); check that it exists and that this application may write to it", failure);
	}

	private ExecutorService sender(String topic) {
		return this.threads.pool("dual-stream-dead-letters-" + topic, 1);
	}

	/** Close the sender. Earlier records are still sent. */
	@Override
	public void close() {
		this.senders.values().forEach(ExecutorService::shutdown);
	}

}
