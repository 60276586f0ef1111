package io.github.dualstream.transport;

import java.util.concurrent.CompletableFuture;

/**
 * Keeps entries that a group could not handle, as they are. Thread-safe.
 */
@FunctionalInterface
public interface DeadLetterLog {

	/**
	 * Keep an entry with its raw bytes and where it comes from.
	 * @param entry the entry, read from the log that this one belongs to
	 * @param group the group that gave it up
	 * @param attempts how often a handler got it
	 * @param cause why it was given up
	 * @return completes when the entry is kept as durably as any event, exceptionally if
	 * that is not certain. Nothing is thrown.
	 */
	CompletableFuture<?> keep(LogEntry entry, String group, int attempts, Throwable cause);

}
