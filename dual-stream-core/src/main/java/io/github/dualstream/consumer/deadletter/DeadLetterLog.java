package io.github.dualstream.consumer.deadletter;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Position;
import io.github.dualstream.transport.LogRecord;

/**
 * Log of dead-letter records, which a group could not handle, unchanged. Thread-safe.
 */
@FunctionalInterface
public interface DeadLetterLog {

	/**
	 * Start to prepare the dead-letter topics of topics, if necessary. Neither blocks nor
	 * throws.
	 * @param topics topics that are going to be read
	 */
	default void prepare(Collection<String> topics) {
	}

	/**
	 * Write a record to the dead-letter topic, with its raw bytes and its original
	 * position. Never blocks: while the topic cannot be written, only the log's own
	 * thread waits.
	 * @param record the record, read from the log that this one belongs to
	 * @param group group whose handler failed
	 * @param attempts number of attempts of the handler
	 * @param cause failure of the last attempt
	 * @return a future with the position of the dead-letter record once it is stored as
	 * durably as any event; it fails if that is not certain. Consecutive records of one
	 * partition are stored in this order. Nothing is thrown.
	 */
	CompletableFuture<Position> keep(LogRecord record, String group, int attempts, Throwable cause);

}
