package io.github.dualstream.consumer.listener;

import java.util.HashMap;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.consumer.HandlingAttempt;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.MessageHeaders;

/**
 * Names of the message headers of an event, for parameters with
 * {@link org.springframework.messaging.handler.annotation.Header @Header}. Extensions of
 * the event are headers of their own names.
 */
public final class EventHeaders {

	/** Id of the event. */
	public static final String ID = "event_id";

	/** Type of the event. */
	public static final String TYPE = "event_type";

	/** Time of the event, an {@link java.time.Instant}. */
	public static final String TIME = "event_time";

	/** Kind of the source. */
	public static final String SOURCE_TYPE = "source_type";

	/** Id of the source. */
	public static final String SOURCE_ID = "source_id";

	/** Version of the data's schema, if the event has one. */
	public static final String VERSION = "version";

	/** URI of the data's schema, if the event has one. */
	public static final String DATA_SCHEMA = "data_schema";

	/** Conversation of the event, if it has one. */
	public static final String CORRELATION_ID = "correlation_id";

	/** Event that caused this one, if it is known. */
	public static final String CAUSATION_ID = "causation_id";

	/** Position of the event, a {@link io.github.dualstream.Position}. */
	public static final String POSITION = "position";

	/** Topic of the event. */
	public static final String TOPIC = "topic";

	/** Number of the partition of the event. */
	public static final String PARTITION = "partition";

	/** Offset of the event. */
	public static final String OFFSET = "offset";

	/** Number of the attempt to handle the event, from 1. */
	public static final String ATTEMPT = "attempt";

	private EventHeaders() {
	}

	static MessageHeaders of(StoredEvent stored) {
		Event event = stored.event();
		Map<String, Object> headers = new HashMap<>(event.extensions());
		headers.put(ID, event.id());
		headers.put(TYPE, event.type());
		headers.put(TIME, event.time());
		headers.put(SOURCE_TYPE, event.sourceType());
		headers.put(SOURCE_ID, event.sourceId());
		putIfPresent(headers, VERSION, event.version());
		putIfPresent(headers, DATA_SCHEMA, event.dataSchema());
		putIfPresent(headers, MessageHeaders.CONTENT_TYPE, event.contentType());
		putIfPresent(headers, CORRELATION_ID, event.correlationId());
		putIfPresent(headers, CAUSATION_ID, event.causationId());
		headers.put(POSITION, stored.position());
		headers.put(TOPIC, stored.position().topic());
		headers.put(PARTITION, stored.position().partition());
		headers.put(OFFSET, stored.position().offset());
		headers.put(ATTEMPT, HandlingAttempt.number());
		return new MessageHeaders(headers);
	}

	private static void putIfPresent(Map<String, Object> headers, String name, @Nullable Object value) {
		if (value != null) {
			headers.put(name, value);
		}
	}

}
