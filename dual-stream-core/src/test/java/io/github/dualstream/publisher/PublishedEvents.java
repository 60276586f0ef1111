package io.github.dualstream.publisher;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.transport.Notification;

/**
 * Events and their notifications, for tests.
 */
final class PublishedEvents {

	private PublishedEvents() {
	}

	static Event event(String sourceId) {
		return Event.of("order", sourceId, "order.placed", "data");
	}

	static Position position(long offset) {
		return new Position("events", 0, offset);
	}

	static PendingNotification pending(String sourceId, long offset) {
		return new PendingNotification(Notification.of(event(sourceId), position(offset), null), 0);
	}

}
