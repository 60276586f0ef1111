package io.github.dualstream.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.TraceContext;
import io.github.dualstream.transport.RecordHeader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the whole event as one JSON object. A tombstone has no value, so its metadata is
 * in the headers of CloudEvents.
 */
final class EnvelopeWriter extends EventWriter {

	private static final JsonFactory FACTORY = new JsonFactory();

	private static final int METADATA_SIZE = 512;

	private final CloudEventsWriter tombstones;

	EnvelopeWriter(CloudEventsWriter tombstones) {
		this.tombstones = tombstones;
	}

	@Override
	void addHeaders(List<RecordHeader> headers, Event event) {
		if (event.isTombstone()) {
			this.tombstones.addHeaders(headers, event);
		}
	}

	@Override
	@Nullable RecordHeader contentType(Event event) {
		return event.isTombstone() ? null : JSON;
	}

	@Override
	byte[] value(EncodedEvent encoded) {
		ByteArrayOutputStream output = new ByteArrayOutputStream(encoded.data().length + METADATA_SIZE);
		try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), output)) {
			json.writeStartObject();
			writeMetadata(json, encoded.event());
			if (encoded.isJson()) {
				json.writeName("payload");
				json.writeRawValue(new String(encoded.data(), StandardCharsets.UTF_8));
			}
			else {
				json.writeName("data_base64");
				json.writeBinary(encoded.data());
			}
			json.writeEndObject();
		}
		return output.toByteArray();
	}

	private static void writeMetadata(JsonGenerator json, Event event) {
		write(json, "id", event.id());
		write(json, "type", event.type());
		write(json, "source_type", event.sourceType());
		write(json, "source_id", event.sourceId());
		write(json, "time", Timestamps.format(event.time()));
		write(json, "content_type", event.contentType());
		write(json, "data_schema", event.dataSchema());
		write(json, "version", event.version());
		write(json, "correlation_id", event.correlationId());
		write(json, "causation_id", event.causationId());
		TraceContext trace = event.traceContext();
		write(json, "trace_id", (trace != null) ? trace.traceId() : null);
		if (!event.extensions().isEmpty()) {
			json.writeObjectPropertyStart("extensions");
			for (Map.Entry<String, String> extension : event.extensions().entrySet()) {
				write(json, extension.getKey(), extension.getValue());
			}
			json.writeEndObject();
		}
	}

	private static void write(JsonGenerator json, String name, @Nullable String value) {
		if (value != null) {
			json.writeStringProperty(name, value);
		}
	}

}
