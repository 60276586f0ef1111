package io.github.dualstream.codec;

import io.github.dualstream.RejectedException;

/**
 * Check of encoded events, before they are appended to the log or stored in the outbox.
 * Beans of this type are applied in their order. Thread-safe.
 */
@FunctionalInterface
public interface EventCheck {

	/** Check that accepts all events. */
	EventCheck NONE = (event) -> event;

	/**
	 * Check an event.
	 * @param event the event
	 * @return the event to append, to which attributes may have been added
	 * @throws RejectedException if the event must not be published
	 */
	EncodedEvent check(EncodedEvent event);

	/**
	 * Combine two checks.
	 * @param next check of the events that this one accepts
	 * @return a check that applies both
	 */
	default EventCheck andThen(EventCheck next) {
		return (event) -> next.check(check(event));
	}

}
