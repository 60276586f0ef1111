package io.github.dualstream.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.TraceContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the whole event as one JSON object.
 */
final class EnvelopeWriter extends EventWriter {

	private static final JsonFactory JSON = new JsonFactory();

	private static final int METADATA_SIZE = 512;

	@Override
	byte[] value(EncodedEvent encoded) {
		ByteArrayOutputStream output = new ByteArrayOutputStream(encoded.data().length + METADATA_SIZE);
		try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), output)) {
			json.writeStartObject();
			writeMetadata(json, encoded.event());
			json.writeName("payload");
			json.writeRawValue(new String(encoded.data(), StandardCharsets.UTF_8));
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
