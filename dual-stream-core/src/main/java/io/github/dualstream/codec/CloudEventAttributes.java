package io.github.dualstream.codec;

import io.github.dualstream.Event;
import io.github.dualstream.RejectedException;
import io.github.dualstream.transport.RecordKey;
import org.jspecify.annotations.Nullable;

/**
 * Collector of the attributes of a CloudEvent, by the names of their record headers. The
 * last one of several with the same name counts.
 */
final class CloudEventAttributes {

	private static final String VERSION = "1.0";

	private final Event.Builder event;

	private @Nullable String version;

	private boolean hasId;

	private @Nullable String time;

	private @Nullable String source;

	private @Nullable String sourceType;

	private @Nullable String subject;

	CloudEventAttributes(Event.Builder event) {
		this.event = event;
	}

	void add(String header, String value) {
		switch (header) {
			case "ce_id" -> {
				this.event.id(value);
				this.hasId = true;
			}
			case "ce_type" -> this.event.type(value);
			case "ce_time" -> this.time = value;
			case "ce_dataversion" -> this.event.version(value);
			case "ce_correlationid" -> this.event.correlationId(value);
			case "ce_causationid" -> this.event.causationId(value);
			case "ce_specversion" -> this.version = value;
			case "ce_source" -> this.source = value;
			case "ce_sourcetype" -> this.sourceType = value;
			case "ce_subject" -> this.subject = value;
			case "ce_dataschema" -> this.event.dataSchema(value);
			case "ce_datacontenttype" -> this.event.contentType(ContentTypes.ofEvent(value));
			case "ce_traceparent", "ce_tracestate" -> {
				// read from the headers of the record
			}
			default -> this.event.extension(header.substring(HeaderNames.PREFIX.length()), value);
		}
	}

	/**
	 * Complete the event after all attributes.
	 * @param key key of the record, for an event without a subject
	 */
	void describe(@Nullable RecordKey key) {
		if (!VERSION.equals(this.version)) {
			throw new RejectedException("specversion", "is not 1.0, the supported version of CloudEvents");
		}
		if (!this.hasId) {
			throw new RejectedException("id", "is missing");
		}
		if (this.time != null) {
			this.event.time(Timestamps.parse(this.time));
		}
		this.event.source(sourceType(), sourceId(key));
	}

	/**
	 * Source type of the event. An event of another application has none; the last
	 * segment of its source comes closest.
	 */
	private String sourceType() {
		if (this.sourceType != null) {
			return this.sourceType;
		}
		if (this.source == null) {
			throw new RejectedException("sourceType", "is missing");
		}
		return this.source.substring(this.source.lastIndexOf('/') + 1);
	}

	private String sourceId(@Nullable RecordKey key) {
		if (this.subject != null) {
			return this.subject;
		}
		if (key == null) {
			throw new RejectedException("sourceId", "is missing");
		}
		return StrictUtf8.decode("sourceId", key.bytes());
	}

}
