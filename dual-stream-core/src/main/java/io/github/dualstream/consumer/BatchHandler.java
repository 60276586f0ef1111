package io.github.dualstream.consumer;

import java.util.List;

import io.github.dualstream.transport.StoredEvent;

/**
 * Handler of several events at once, for example to write them with one statement. No two
 * concurrent calls have events of the same source; within a call, events of a source are
 * in the order of the log. Events may be delivered again: after a failure, and after a
 * crash or a rebalance.
 */
@FunctionalInterface
public interface BatchHandler {

	/**
	 * Handle events. A normal return completes all of them; after a failure each is
	 * delivered again by itself, so that one bad event does not delay the others.
	 * @param events one or more events with their positions, from any partitions
	 * @throws Exception if one of them could not be handled
	 */
	void handle(List<StoredEvent> events) throws Exception;

}
