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
 * Sends records to topics of dead letters without ever blocking its caller: a producer
 * waits for a topic that is not there, and for room, so that is left to one thread per
 * topic, which goes away when it has nothing to do. Thread-safe.
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
	 * Send a record behind those that were sent to the topic before.
	 * @param topic the topic
	 * @param record makes the record for the number of partitions that the topic has
	 * @return completes with its position; nothing is thrown
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

	/** Those who wait behind the one that waited in vain do not wait as well. */
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
				return new IllegalStateException("A dead letter is larger than topic '" + topic
						+ "' or its producer takes, because of the headers that say what happened; raise "
						+ "max.message.bytes of the topic and max.request.size of the producer some 4 kB above those "
						+ "of the topic that it comes from", failure);
			}
		}
		return new IllegalStateException("Topic '" + topic + "' of dead letters did not take a record ("
				+ failure.getMessage() + "); check that it exists and that this application may write to it", failure);
	}

	private ExecutorService sender(String topic) {
		return this.threads.pool("dual-stream-dead-letters-" + topic, 1);
	}

	/** What was given before is still sent. */
	@Override
	public void close() {
		this.senders.values().forEach(ExecutorService::shutdown);
	}

}
