package io.github.dualstream.consumer;

import io.github.dualstream.transport.StoredEvent;

/**
 * Handler of events. Called for one event of a source at a time, in the order of the log;
 * for events of different sources concurrently. An event may be delivered again: after a
 * failure, and after a crash or a rebalance.
 */
@FunctionalInterface
public interface EventHandler {

	/**
	 * Handle an event. A normal return completes it.
	 * @param event the event with its position
	 * @throws Exception if it could not be handled
	 */
	void handle(StoredEvent event) throws Exception;

}
