package io.github.dualstream.transport;

import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Position;

/**
 * Durable, partitioned log. Thread-safe. It is closed by its creator.
 */
public interface EventLog {

	/**
	 * Append an event. Appends of one source become part of the log in the order of the
	 * calls. May block for the configured time while there is no room.
	 * @param topic name of the topic
	 * @param event the event to append
	 * @return a future that completes once the event is as durable as the log can make
	 * it, in the order of the log for events of one source; it fails with a
	 * {@link io.github.dualstream.DualStreamException} whose type says what is known.
	 * Nothing is thrown. The completing thread is the log's own and must not be blocked.
	 */
	CompletableFuture<Position> append(String topic, EncodedEvent event);

	/**
	 * Reject an event that {@link #append} would always reject. Does not wait for the
	 * log, so an accepted event may still be rejected later.
	 * @param topic name of the topic
	 * @param event the event
	 * @throws io.github.dualstream.RejectedException if it can never be appended
	 */
	default void check(String topic, EncodedEvent event) {
	}

	/**
	 * Send all appended events and wait for their outcomes, at most as long as an append
	 * may take.
	 */
	void flush();

}
