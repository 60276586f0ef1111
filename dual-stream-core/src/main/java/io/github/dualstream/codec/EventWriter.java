package io.github.dualstream.codec;

import java.util.ArrayList;
import java.util.List;

import io.github.dualstream.Event;
import io.github.dualstream.TraceContext;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.RecordKey;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as records: the key is the source id, so that the events of a source
 * share a partition. Thread-safe.
 */
public abstract sealed class EventWriter permits CloudEventsWriter, EnvelopeWriter {

	/** Enough for all headers of ours, so that the list seldom grows. */
	private static final int USUAL_HEADERS = 16;

	static final RecordHeader JSON = RecordHeader.of(HeaderNames.CONTENT_TYPE, "application/json");

	/**
	 * Create the writer of a format.
	 * @param format the format
	 * @param application name of the application, for the {@code source} of CloudEvents
	 * @return the writer
	 */
	public static EventWriter of(WireFormat format, String application) {
		return switch (format) {
			case CLOUDEVENTS -> new CloudEventsWriter(application);
			case ENVELOPE -> new EnvelopeWriter(new CloudEventsWriter(application));
		};
	}

	/**
	 * Write an event.
	 * @param topic name of the topic
	 * @param encoded the event
	 * @return the record to append
	 */
	public final NewRecord write(String topic, EncodedEvent encoded) {
		Event event = encoded.event();
		List<RecordHeader> headers = new ArrayList<>(USUAL_HEADERS);
		addHeaders(headers, event);
		RecordHeader contentType = contentType(event);
		if (contentType != null) {
			headers.add(contentType);
		}
		TraceContext trace = event.traceContext();
		if (trace != null) {
			add(headers, HeaderNames.TRACEPARENT, trace.traceparent());
			add(headers, HeaderNames.TRACESTATE, trace.tracestate());
		}
		return new NewRecord(topic, null, RecordKey.of(event.sourceId()), headers,
				event.isTombstone() ? null : value(encoded), encoded);
	}

	/** Value of a record that is not a tombstone. */
	abstract byte[] value(EncodedEvent encoded);

	/** Header with the content type of the value, if there is a value. */
	@Nullable RecordHeader contentType(Event event) {
		if (event.isTombstone()) {
			return null;
		}
		return (event.contentType() != null) ? RecordHeader.of(HeaderNames.CONTENT_TYPE, event.contentType()) : JSON;
	}

	/** Add the headers of the format. */
	void addHeaders(List<RecordHeader> headers, Event event) {
	}

	static void add(List<RecordHeader> headers, String name, @Nullable String value) {
		if (value != null) {
			headers.add(RecordHeader.of(name, value));
		}
	}

}
