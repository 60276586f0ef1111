package io.github.dualstream.transport;

import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Position;

/**
 * A durable, partitioned log. Thread-safe. Closing is the business of whoever created it.
 */
public interface EventLog {

	/**
	 * Append an event. Appends of one source become part of the log in the order of the
	 * calls. May block for the configured time while there is no room.
	 * @param topic where to
	 * @param event what
	 * @return completes once the event is as durable as the log can make it, in the order
	 * of the log for events of one source; exceptionally with a
	 * {@link io.github.dualstream.DualStreamException} that tells what is known. Nothing
	 * is thrown. The completing thread is the log's own and must not be blocked.
	 */
	CompletableFuture<Position> append(String topic, EncodedEvent event);

	/**
	 * Refuse an event that {@link #append} would refuse whenever it is tried. Does not
	 * wait for the log, so that an event that passes may still be refused.
	 * @param topic where the event is to go
	 * @param event the event
	 * @throws io.github.dualstream.RejectedException if it can never be appended
	 */
	default void check(String topic, EncodedEvent event) {
	}

	/**
	 * Have what was appended so far sent, and wait for the outcomes, for as long as an
	 * append may take at the most.
	 */
	void flush();

}
