package io.github.dualstream.codec;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.github.dualstream.BinaryData;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.NoData;
import io.github.dualstream.RejectedException;
import io.github.dualstream.transport.RecordKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads events that are one JSON object: CloudEvents in structured mode, and envelopes.
 */
final class JsonEventReader {

	/** Numbers keep their digits, and data may be nested as deeply as when alone. */
	private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
		.streamReadConstraints(
				StreamReadConstraints.builder().maxNestingDepth(StreamReadConstraints.DEFAULT_MAX_DEPTH + 1).build())
		.build())
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private JsonEventReader() {
	}

	static void readCloudEvent(byte[] value, @Nullable RecordKey key, Event.Builder event) {
		JsonNode json = object(value);
		CloudEventAttributes attributes = new CloudEventAttributes(event);
		json.forEachEntry((name, node) -> {
			if (!"data".equals(name) && !"data_base64".equals(name) && node.isValueNode() && !node.isNull()) {
				attributes.add(HeaderNames.PREFIX + name, node.asString());
			}
		});
		attributes.describe(key);
		event.data(data(json, "data", text(json, "datacontenttype")));
	}

	static void readEnvelope(byte[] value, Event.Builder event) {
		JsonNode json = object(value);
		readAttributes(json, event);
		event.data(data(json, "payload", text(json, "content_type")));
	}

	/** Read the JSON of an event object, which has no data if it is a tombstone. */
	static void readObject(byte[] value, Event.Builder event) {
		JsonNode json = object(value);
		readAttributes(json, event);
		boolean hasData = json.has("payload") || json.has("data_base64");
		event.data(hasData ? data(json, "payload", text(json, "content_type")) : NoData.INSTANCE);
	}

	private static void readAttributes(JsonNode json, Event.Builder event) {
		event.id(required(json, "id"))
			.type(required(json, "type"))
			.source(required(json, "source_type"), required(json, "source_id"))
			.version(text(json, "version"))
			.correlationId(text(json, "correlation_id"))
			.causationId(text(json, "causation_id"))
			.contentType(ContentTypes.ofEvent(text(json, "content_type")))
			.dataSchema(text(json, "data_schema"));
		String time = text(json, "time");
		if (time != null) {
			event.time(Timestamps.parse(time));
		}
		json.path("extensions").forEachEntry((name, node) -> event.extension(name, node.asString("")));
	}

	private static JsonNode object(byte[] value) {
		try {
			JsonNode json = JSON.readTree(value);
			if (json.isObject()) {
				return json;
			}
		}
		catch (JacksonException ex) {
			throw new RejectedException("data", "is not JSON: " + ex.getOriginalMessage(), ex);
		}
		throw new RejectedException("data", "is not a JSON object");
	}

	private static Object data(JsonNode json, String name, @Nullable String contentType) {
		JsonNode base64 = json.get("data_base64");
		if (base64 != null && base64.isString()) {
			return EventReader.data(base64(base64.asString()), contentType);
		}
		JsonNode data = json.get(name);
		if (data != null && data.isString() && !ContentTypes.isJson(contentType)) {
			return BinaryData.of(data.asString().getBytes(StandardCharsets.UTF_8));
		}
		if (data == null) {
			throw new RejectedException("data", "is missing: there is no '" + name + "'");
		}
		return JsonData.of(JSON.writeValueAsBytes(data));
	}

	private static byte[] base64(String text) {
		try {
			return Base64.getDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			throw new RejectedException("data", "is not Base64: " + ex.getMessage(), ex);
		}
	}

	private static String required(JsonNode json, String name) {
		String text = text(json, name);
		if (text == null) {
			throw new RejectedException(name, "is missing or not a string");
		}
		return text;
	}

	private static @Nullable String text(JsonNode json, String name) {
		JsonNode node = json.get(name);
		return (node != null && node.isString()) ? node.asString() : null;
	}

}
