package io.github.dualstream.consumer;

import java.util.List;

import io.github.dualstream.transport.StoredEvent;

/**
 * Handles several events at once, for example to write them with one statement. No two
 * calls at the same time have events of the same source; within a call, events of a
 * source are in the order of the log. Events may be handed over again: after a failure,
 * and after a crash or a rebalance.
 */
@FunctionalInterface
public interface BatchHandler {

	/**
	 * Handle events. Returning says that all are done; after a failure each is handed
	 * over again by itself, so that one bad event does not hold up the others.
	 * @param events one or more events and where they lie, of any partitions
	 * @throws Exception if one of them could not be handled
	 */
	void handle(List<StoredEvent> events) throws Exception;

}
