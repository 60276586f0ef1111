package io.github.dualstream.transport;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Position;

/**
 * Keeps entries that a group could not handle, as they are. Thread-safe.
 */
@FunctionalInterface
public interface DeadLetterLog {

	/**
	 * Begin to make room for the dead letters of topics, if that takes something. Neither
	 * blocks nor throws.
	 * @param topics the topics that are going to be read
	 */
	default void prepare(Collection<String> topics) {
	}

	/**
	 * Keep an entry with its raw bytes and where it comes from. Never blocks: while the
	 * dead letters cannot be written, no thread waits but the log's own.
	 * @param entry the entry, read from the log that this one belongs to
	 * @param group the group that gave it up
	 * @param attempts how often a handler got it
	 * @param cause why it was given up
	 * @return completes with the letter's position when the entry is kept as durably as
	 * any event, exceptionally if that is not certain. Letters of one partition that are
	 * kept one after the other lie in this order. Nothing is thrown.
	 */
	CompletableFuture<Position> keep(LogEntry entry, String group, int attempts, Throwable cause);

}
