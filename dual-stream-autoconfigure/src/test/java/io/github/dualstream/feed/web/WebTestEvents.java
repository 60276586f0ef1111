package io.github.dualstream.feed.web;

import java.util.List;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.feed.InMemoryBus;
import io.github.dualstream.feed.InMemoryLog;
import io.github.dualstream.transport.Notification;

/**
 * Publishes events to the in-memory log and bus.
 */
final class WebTestEvents {

	private final InMemoryLog log;

	private final InMemoryBus bus;

	WebTestEvents(InMemoryLog log, InMemoryBus bus) {
		this.log = log;
		this.bus = bus;
	}

	Position append(String sourceId, String eventId) {
		return this.log.append(event(sourceId, eventId));
	}

	Position publish(String sourceId, String eventId) {
		Event event = event(sourceId, eventId);
		Position position = this.log.append(event);
		this.bus.publish(List.of(Notification.of(event, position, null)));
		return position;
	}

	static Event event(String sourceId, String eventId) {
		return Event.builder()
			.id(eventId)
			.source("order", sourceId)
			.type("order.placed")
			.data(JsonData.of("{\"amount\":1}"))
			.build();
	}

	static String data(String sourceId, String eventId, Position position) {
		return """
				{"id":"%s","type":"order.placed","source_type":"order","source_id":"%s","position":"%s"}"""
			.formatted(eventId, sourceId, position);
	}

}
