package io.github.dualstream.consumer.deadletter;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

import io.github.dualstream.Position;
import io.github.dualstream.RejectedException;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.NewRecord;

/**
 * Appends records to dead-letter topics without ever blocking its caller: a log waits for
 * a missing topic, and for room in its buffer, so each topic has a thread for this, which
 * ends when it is idle. Thread-safe.
 */
final class DeadLetterAppender implements AutoCloseable {

	private final EventLog log;

	private final Threads threads;

	private final Map<String, ExecutorService> appenders = new ConcurrentHashMap<>();

	DeadLetterAppender(EventLog log, Threads threads) {
		this.log = log;
		this.threads = threads;
	}

	/**
	 * Append a record after those that were appended to the topic before.
	 * @param record the record
	 * @return a future with its position; nothing is thrown
	 */
	CompletableFuture<Position> append(NewRecord record) {
		CompletableFuture<Position> position = new CompletableFuture<>();
		try {
			this.appenders.computeIfAbsent(record.topic(), this::appender).execute(() -> append(record, position));
		}
		catch (RuntimeException ex) {
			position.completeExceptionally(ex);
		}
		return position;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the position
	private void append(NewRecord record, CompletableFuture<Position> position) {
		try {
			this.log.append(record).whenComplete((appended, failure) -> {
				if (failure != null) {
					position.completeExceptionally(explained(record.topic(), failure));
				}
				else {
					position.complete(appended);
				}
			});
		}
		catch (RuntimeException | Error ex) {
			// also an Error: the caller would wait for the outcome for ever
			position.completeExceptionally(explained(record.topic(), ex));
		}
	}

	private static RuntimeException explained(String topic, Throwable failure) {
		if (failure instanceof RejectedException) {
			return new IllegalStateException("A dead-letter record is larger than topic '" + topic
					+ "' or its producer accepts, because of its additional headers; raise "
					+ "max.message.bytes of the topic and max.request.size of the producer some 4 kB above those "
					+ "of its original topic", failure);
		}
		return new IllegalStateException("Topic '" + topic + "' of dead-letter records did not accept a record ("
				+ failure.getMessage() + "); check that it exists and that this application may write to it", failure);
	}

	private ExecutorService appender(String topic) {
		return this.threads.pool("dual-stream-dead-letters-" + topic, 1);
	}

	/** Close the appender. Earlier records are still appended. */
	@Override
	public void close() {
		this.appenders.values().forEach(ExecutorService::shutdown);
	}

}
