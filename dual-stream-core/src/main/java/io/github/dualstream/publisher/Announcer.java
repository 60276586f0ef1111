package io.github.dualstream.publisher;

import io.github.dualstream.Event;
import io.github.dualstream.Position;

/**
 * Told of each event that the log has acknowledged. Thread-safe.
 */
@FunctionalInterface
public interface Announcer {

	/** For a durable stream without notifications. */
	Announcer NONE = (event, position) -> {
	};

	/**
	 * Announce an event. Takes constant time, never blocks and never throws: it is called
	 * by the log's own thread, in the order of acknowledgement.
	 * @param event the event
	 * @param position where it lies in the log
	 */
	void announce(Event event, Position position);

}
