package io.github.dualstream.consumer;

import io.github.dualstream.transport.StoredEvent;

/**
 * Handles events. Called for one event of a source at a time, in the order of the log;
 * for events of different sources concurrently. An event may be handed over again: after
 * a failure, and after a crash or a rebalance.
 */
@FunctionalInterface
public interface EventHandler {

	/**
	 * Handle an event. Returning says that it is done.
	 * @param event the event and where it lies
	 * @throws Exception if it could not be handled
	 */
	void handle(StoredEvent event) throws Exception;

}
