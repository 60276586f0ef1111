package io.github.dualstream.transport.kafka;

import java.nio.charset.StandardCharsets;

import io.github.dualstream.Event;
import io.github.dualstream.TraceContext;
import io.github.dualstream.transport.EncodedEvent;
import io.github.dualstream.transport.WireFormat;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as Kafka records: the key is the source id, so that the events of a
 * source share a partition. Thread-safe.
 */
public abstract sealed class RecordWriter permits CloudEventsWriter, EnvelopeWriter {

	private static final byte[] JSON = "application/json".getBytes(StandardCharsets.UTF_8);

	/**
	 * Create the writer of a format.
	 * @param format the format
	 * @param application name of the application, for the {@code source} of CloudEvents
	 * @return the writer
	 */
	public static RecordWriter of(WireFormat format, String application) {
		return switch (format) {
			case CLOUDEVENTS -> new CloudEventsWriter(application);
			case ENVELOPE -> new EnvelopeWriter();
		};
	}

	final ProducerRecord<String, byte[]> write(String topic, EncodedEvent encoded) {
		Event event = encoded.event();
		ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, event.sourceId(), value(encoded));
		addHeaders(record.headers(), event);
		record.headers().add(RecordHeaders.CONTENT_TYPE, JSON);
		TraceContext trace = event.traceContext();
		if (trace != null) {
			add(record.headers(), RecordHeaders.TRACEPARENT, trace.traceparent());
			add(record.headers(), RecordHeaders.TRACESTATE, trace.tracestate());
		}
		return record;
	}

	abstract byte[] value(EncodedEvent encoded);

	/** Add the headers of the format. */
	void addHeaders(Headers headers, Event event) {
	}

	static void add(Headers headers, String name, @Nullable String value) {
		if (value != null) {
			headers.add(name, value.getBytes(StandardCharsets.UTF_8));
		}
	}

}
