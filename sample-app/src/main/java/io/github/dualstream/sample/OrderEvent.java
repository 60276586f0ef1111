package io.github.dualstream.sample;

import java.time.Instant;

import io.github.dualstream.aggregate.VersionedEvent;

/**
 * An event in the history of an order.
 *
 * @param version number of the event within its order
 * @param id id of the event
 * @param type type of the event
 * @param time when it happened
 * @param data what it says
 */
record OrderEvent(long version, String id, String type, Instant time, Object data) {

	static OrderEvent of(VersionedEvent event) {
		return new OrderEvent(event.version(), event.event().id(), event.event().type(), event.event().time(),
				event.event().data());
	}

}
