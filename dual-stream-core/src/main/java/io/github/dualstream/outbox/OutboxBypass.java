package io.github.dualstream.outbox;

import java.util.List;

import io.github.dualstream.Event;

/**
 * Decides which events bypass the outbox. Such an event is sent to the log at once, also
 * within a transaction and whether or not it commits, and in no order with stored events
 * of its source. Of one source, therefore, let all events bypass it, or none. Asked once
 * for each published event. Thread-safe.
 */
@FunctionalInterface
public interface OutboxBypass {

	/** All events are stored. */
	OutboxBypass NONE = (event) -> false;

	/**
	 * Combine several decisions into one.
	 * @param bypasses the decisions
	 * @return a bypass for events that bypass the outbox by any of them
	 */
	static OutboxBypass anyOf(List<OutboxBypass> bypasses) {
		return (event) -> bypasses.stream().anyMatch((bypass) -> bypass.bypasses(event));
	}

	/**
	 * Whether an event bypasses the outbox.
	 * @param event the event
	 * @return {@code true} if it is sent directly
	 */
	boolean bypasses(Event event);

}
