package io.github.dualstream.transport.kafka;

import java.util.Map;
import java.util.Set;

import io.github.dualstream.Event;
import io.github.dualstream.RejectedException;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a CloudEvent by name.
 */
record CloudEventAttributes(Map<String, String> values) {

	/** Attributes that have no place in an event. */
	private static final Set<String> UNUSED = Set.of("specversion", "source", "datacontenttype", "dataschema",
			"traceparent", "tracestate");

	void describe(Event.Builder event, @Nullable String key) {
		if (!"1.0".equals(this.values.get("specversion"))) {
			throw new RejectedException("specversion", "is not 1.0, the version of CloudEvents that can be read");
		}
		if (!this.values.containsKey("id")) {
			throw new RejectedException("id", "is missing");
		}
		event.source(sourceType(), sourceId(key));
		this.values.forEach((name, value) -> describe(event, name, value));
	}

	private static void describe(Event.Builder event, String name, String value) {
		switch (name) {
			case "id" -> event.id(value);
			case "type" -> event.type(value);
			case "time" -> event.time(JsonEventReader.time(value));
			case "dataversion" -> event.version(value);
			case "correlationid" -> event.correlationId(value);
			case "causationid" -> event.causationId(value);
			case "sourcetype", "subject" -> {
			}
			default -> {
				if (!UNUSED.contains(name)) {
					event.extension(name, value);
				}
			}
		}
	}

	/**
	 * An event that was not written here has no source type; the last segment of its
	 * source comes closest.
	 */
	private String sourceType() {
		String sourceType = this.values.get("sourcetype");
		if (sourceType != null) {
			return sourceType;
		}
		String source = this.values.get("source");
		if (source == null) {
			throw new RejectedException("sourceType", "is missing");
		}
		return source.substring(source.lastIndexOf('/') + 1);
	}

	private String sourceId(@Nullable String key) {
		String subject = this.values.get("subject");
		if (subject != null) {
			return subject;
		}
		if (key == null) {
			throw new RejectedException("sourceId", "is missing");
		}
		return key;
	}

}
