package io.github.dualstream.transport.kafka;

import java.time.Instant;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.RejectedException;
import io.github.dualstream.TraceContext;
import io.github.dualstream.transport.StoredEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from Kafka records: CloudEvents in binary and in structured mode, and
 * envelopes, from any application. No Java type is ever derived from a record.
 * Thread-safe.
 */
final class RecordReader {

	/**
	 * Read an event.
	 * @param record the record
	 * @return the event, its data as JSON, and its position
	 * @throws UnreadableRecordException if the record is not an event
	 */
	StoredEvent read(ConsumerRecord<byte[], byte[]> record) {
		Position position = new Position(record.topic(), record.partition(), record.offset());
		if (record.value() == null) {
			throw new UnreadableRecordException("The record at " + position + " has no value", null);
		}
		try {
			return new StoredEvent(position, readEvent(record));
		}
		catch (RejectedException ex) {
			throw new UnreadableRecordException("The record at " + position + " is not an event: " + ex.getMessage(),
					ex);
		}
	}

	private static Event readEvent(ConsumerRecord<byte[], byte[]> record) {
		Headers headers = record.headers();
		String contentType = RecordHeaders.text(headers, RecordHeaders.CONTENT_TYPE);
		Event.Builder event = Event.builder()
			.time(Instant.ofEpochMilli(Math.max(0, record.timestamp())))
			.traceContext(traceContext(headers));
		if (contentType != null && contentType.startsWith("application/cloudevents")) {
			JsonEventReader.readCloudEvent(record.value(), record.key(), event);
		}
		else if (headers.lastHeader("ce_specversion") != null) {
			BinaryCloudEventReader.read(record.value(), headers.toArray(), record.key(), event);
		}
		else {
			JsonEventReader.readEnvelope(record.value(), event);
		}
		return event.build();
	}

	/**
	 * Read the trace context. A damaged one is ignored, since tracing is only an aid.
	 */
	private static @Nullable TraceContext traceContext(Headers headers) {
		try {
			String traceparent = RecordHeaders.text(headers, RecordHeaders.TRACEPARENT);
			return (traceparent != null)
					? new TraceContext(traceparent, RecordHeaders.text(headers, RecordHeaders.TRACESTATE)) : null;
		}
		catch (RejectedException ex) {
			return null;
		}
	}

}
