package io.github.dualstream.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.dualstream.BinaryData;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.RejectedException;
import io.github.dualstream.TraceContext;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from records: CloudEvents in binary and in structured mode, and envelopes,
 * from any application. No Java type is ever derived from a record. Thread-safe.
 */
public final class EventReader {

	private EventReader() {
	}

	/**
	 * Read an event.
	 * @param record the record
	 * @return the event, its data as JSON or as bytes; a tombstone if the record has the
	 * attributes of a CloudEvent and no value
	 * @throws UnreadableRecordException if the record is not an event
	 */
	public static Event read(LogRecord record) throws UnreadableRecordException {
		byte[] value = record.value();
		List<RecordHeader> headers = record.headers();
		if (value == null && last(headers, "ce_specversion") == null) {
			throw new UnreadableRecordException("The record at " + record.position() + " has no value", null);
		}
		try {
			return read(record, value, headers);
		}
		catch (RejectedException ex) {
			throw new UnreadableRecordException(
					"The record at " + record.position() + " is not an event: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Read an event from the JSON that {@link Event} is written as. Only its trace
	 * context is lost.
	 * @param json JSON of an event
	 * @return the event; a tombstone if it has no data
	 * @throws RejectedException if it is not the JSON of an event
	 */
	public static Event read(String json) {
		Event.Builder event = Event.builder();
		JsonEventReader.readObject(json.getBytes(StandardCharsets.UTF_8), event);
		return event.build();
	}

	private static Event read(LogRecord record, byte @Nullable [] value, List<RecordHeader> headers) {
		String contentType = text(headers, HeaderNames.CONTENT_TYPE);
		Event.Builder event = Event.builder().time(record.appendedAt()).traceContext(traceContext(headers));
		if (value != null && contentType != null && contentType.startsWith("application/cloudevents")) {
			JsonEventReader.readCloudEvent(value, record.key(), event);
		}
		else if (value == null || last(headers, "ce_specversion") != null) {
			BinaryCloudEventReader.read(value, contentType, headers, record.key(), event);
		}
		else {
			JsonEventReader.readEnvelope(value, event);
		}
		return event.build();
	}

	/** Data of an event: JSON, which is checked, or bytes of another content type. */
	static Object data(byte[] value, @Nullable String contentType) {
		return ContentTypes.isJson(contentType) ? JsonData.of(value) : BinaryData.of(value);
	}

	/**
	 * Read the trace context. A damaged one is ignored, since tracing is only an aid.
	 */
	private static @Nullable TraceContext traceContext(List<RecordHeader> headers) {
		try {
			String traceparent = text(headers, HeaderNames.TRACEPARENT);
			return (traceparent != null) ? new TraceContext(traceparent, text(headers, HeaderNames.TRACESTATE)) : null;
		}
		catch (RejectedException ex) {
			return null;
		}
	}

	private static @Nullable String text(List<RecordHeader> headers, String name) {
		RecordHeader header = last(headers, name);
		byte[] value = (header != null) ? header.value() : null;
		return (value != null) ? StrictUtf8.decode(name, value) : null;
	}

	private static @Nullable RecordHeader last(List<RecordHeader> headers, String name) {
		for (int i = headers.size() - 1; i >= 0; i--) {
			if (headers.get(i).name().equals(name)) {
				return headers.get(i);
			}
		}
		return null;
	}

}
