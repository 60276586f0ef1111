package io.github.dualstream.saga.jdbc;

import java.time.Instant;
import java.util.Base64;

import io.github.dualstream.BinaryData;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.NoData;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as JSON, which can be read back.
 */
final class EventJson {

	private static final JsonMapper mapper = new JsonMapper();

	private EventJson() {
	}

	static String write(Event event) {
		return mapper.writeValueAsString(event);
	}

	static Event read(String json) {
		JsonNode tree = mapper.readTree(json);
		Event.Builder event = Event.builder()
			.id(text(tree, "id"))
			.type(text(tree, "type"))
			.source(text(tree, "source_type"), text(tree, "source_id"))
			.time(Instant.parse(text(tree, "time")))
			.data(data(tree))
			.contentType(optional(tree, "content_type"))
			.dataSchema(optional(tree, "data_schema"))
			.version(optional(tree, "version"))
			.correlationId(optional(tree, "correlation_id"))
			.causationId(optional(tree, "causation_id"));
		tree.path("extensions")
			.properties()
			.forEach((each) -> event.extension(each.getKey(), each.getValue().asString()));
		return event.build();
	}

	private static Object data(JsonNode tree) {
		if (tree.has("data_base64")) {
			return BinaryData.of(Base64.getDecoder().decode(text(tree, "data_base64")));
		}
		return tree.has("payload") ? JsonData.of(mapper.writeValueAsBytes(tree.get("payload"))) : NoData.INSTANCE;
	}

	private static String text(JsonNode tree, String property) {
		return tree.path(property).asString();
	}

	private static @Nullable String optional(JsonNode tree, String property) {
		return tree.has(property) ? text(tree, property) : null;
	}

}
