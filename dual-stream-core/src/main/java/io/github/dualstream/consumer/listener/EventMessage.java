package io.github.dualstream.consumer.listener;

import io.github.dualstream.transport.StoredEvent;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;

/**
 * Event as a message of Spring Messaging. Its payload is the data of the event, not yet
 * converted.
 */
final class EventMessage implements Message<Object> {

	private static final byte[] NO_DATA = {};

	private final StoredEvent event;

	private final MessageHeaders headers;

	EventMessage(StoredEvent event) {
		this.event = event;
		this.headers = EventHeaders.of(event);
	}

	StoredEvent event() {
		return this.event;
	}

	@Override
	public Object getPayload() {
		// what the resolvers of Spring Messaging take for absent
		return this.event.event().isTombstone() ? NO_DATA : this.event.event().data();
	}

	@Override
	public MessageHeaders getHeaders() {
		return this.headers;
	}

}
