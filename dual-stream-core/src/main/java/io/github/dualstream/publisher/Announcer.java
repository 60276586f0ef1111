package io.github.dualstream.publisher;

import io.github.dualstream.Event;
import io.github.dualstream.Position;

/**
 * Announces each event that the log has acknowledged. Thread-safe.
 */
@FunctionalInterface
public interface Announcer {

	/** Announcer for a durable stream without notifications. */
	Announcer NONE = (event, position) -> {
	};

	/**
	 * Announce an event. Takes constant time, never blocks and never throws: it is called
	 * by the log's own thread, in the order of acknowledgement.
	 * @param event the event
	 * @param position position in the log
	 */
	void announce(Event event, Position position);

}
