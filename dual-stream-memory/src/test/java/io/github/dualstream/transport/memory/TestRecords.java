package io.github.dualstream.transport.memory;

import java.nio.charset.StandardCharsets;

import io.github.dualstream.Event;
import io.github.dualstream.transport.EncodedEvent;

/**
 * Encoded events for tests.
 */
final class TestRecords {

	private TestRecords() {
	}

	static EncodedEvent event(String sourceId, int number) {
		Event event = Event.builder()
			.id(sourceId + "-" + number)
			.source("order", sourceId)
			.type("order.placed")
			.data(number)
			.build();
		return new EncodedEvent(event, String.valueOf(number).getBytes(StandardCharsets.UTF_8));
	}

}
