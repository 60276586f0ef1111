package io.github.dualstream.transport;

import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Position;

/**
 * Durable, partitioned log of records. Thread-safe. It is closed by its creator.
 */
public interface EventLog {

	/**
	 * Append a record. Appends with one key become part of the log in the order of the
	 * calls, as do those to one partition. May block for the configured time while there
	 * is no room.
	 * @param record the record to append
	 * @return a future that completes once the record is as durable as the log can make
	 * it, in the order of the log for records with one key; it fails with a
	 * {@link io.github.dualstream.DualStreamException} whose type says what is known.
	 * Nothing is thrown. The completing thread is the log's own and must not be blocked.
	 */
	CompletableFuture<Position> append(NewRecord record);

	/**
	 * Reject a record that {@link #append} would always reject. Does not wait for the
	 * log, so an accepted record may still be rejected later.
	 * @param record the record
	 * @throws io.github.dualstream.RejectedException if it can never be appended
	 */
	default void check(NewRecord record) {
	}

	/**
	 * Name of the system that stores the log, for traces: their {@code messaging.system}.
	 * @return the name in lower case, such as {@code kafka}; {@code log} by default
	 */
	default String system() {
		return "log";
	}

	/**
	 * Send all appended records and wait for their outcomes, at most as long as an append
	 * may take.
	 */
	void flush();

}
