package io.github.dualstream;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Domain fact about a source. Immutable, as far as its data is; an event is valid once
 * created, except for its data, which is checked when it is written.
 * <p>
 * The fields and their constraints:
 * <ul>
 * <li>{@code id}: identifies the event, also when it is published again; 1 to 255 visible
 * ASCII characters. The default is a time-ordered unique id (UUID version 7).</li>
 * <li>{@code type}: name of the fact, such as {@code order.placed}; 1 to 255 visible
 * ASCII characters.</li>
 * <li>{@code sourceType}: kind of the source, such as {@code order}; 1 to 100 of
 * {@code A-Z a-z 0-9 . _ -}.</li>
 * <li>{@code sourceId}: id of the source within its type, such as {@code 42}; up to 512
 * bytes of UTF-8 in Unicode normalization form C, without control, format or line
 * separator characters. Source type and id together are the source: order is kept per
 * source.</li>
 * <li>{@code time}: time of the fact, in the years 0 to 9999; now by default.</li>
 * <li>{@code data}: the payload: anything that Jackson writes as JSON, or
 * {@link JsonData}; {@code byte[]} or {@link BinaryData}; or what a
 * {@link io.github.dualstream.codec.DataSerializer} of its content type writes.</li>
 * <li>{@code contentType}: media type of the data; JSON by default.</li>
 * <li>{@code dataSchema}: URI of the data's schema; optional, up to 1024 visible ASCII
 * characters.</li>
 * <li>{@code version}: version of the data's schema; optional.</li>
 * <li>{@code correlationId}, {@code causationId}: conversation of this event and event
 * that caused it; optional, with the form of an id.</li>
 * <li>{@code traceContext}: trace of the event; optional. A publish that is traced itself
 * replaces it.</li>
 * <li>{@code extensions}: up to 64 further attributes; names of 1 to 20 of
 * {@code a-z 0-9} as CloudEvents demands, values up to 1024 characters.</li>
 * </ul>
 */
public final class Event {

	private static final NoArgGenerator TIME_ORDERED_IDS = Generators.timeBasedEpochGenerator();

	private final String id;

	private final String type;

	private final Source source;

	private final Instant time;

	private final Object data;

	private final @Nullable String contentType;

	private final @Nullable String dataSchema;

	private final @Nullable String version;

	private final @Nullable String correlationId;

	private final @Nullable String causationId;

	private final @Nullable TraceContext traceContext;

	private final Map<String, String> extensions;

	private Event(Builder builder) {
		this.id = EventRules.token("id", (builder.id != null) ? builder.id : TIME_ORDERED_IDS.generate().toString());
		this.type = EventRules.token("type", builder.type);
		this.source = new Source(EventRules.required("sourceType", builder.sourceType),
				EventRules.required("sourceId", builder.sourceId));
		this.time = (builder.time != null) ? EventRules.time(builder.time) : Instant.now();
		this.data = EventRules.required("data", builder.data);
		this.contentType = EventRules.contentType(builder.contentType);
		this.dataSchema = EventRules.dataSchema(builder.dataSchema);
		this.version = EventRules.optionalToken("version", builder.version);
		this.correlationId = EventRules.optionalToken("correlationId", builder.correlationId);
		this.causationId = EventRules.optionalToken("causationId", builder.causationId);
		this.traceContext = builder.traceContext;
		this.extensions = EventRules.extensions(builder.extensions);
	}

	/**
	 * Create an event with a new id and the current time.
	 * @param sourceType kind of the source
	 * @param sourceId id of the source
	 * @param type type of the event
	 * @param data payload of the event
	 * @return the event
	 * @throws RejectedException if a field is not valid
	 */
	public static Event of(String sourceType, String sourceId, String type, Object data) {
		return builder().source(sourceType, sourceId).type(type).data(data).build();
	}

	/**
	 * Create a tombstone: an event without data, after which a compacted topic deletes
	 * the earlier events of the source.
	 * @param sourceType kind of the source
	 * @param sourceId id of the source
	 * @param type type of the event
	 * @return the event
	 * @throws RejectedException if a field is not valid
	 */
	public static Event tombstone(String sourceType, String sourceId, String type) {
		return of(sourceType, sourceId, type, NoData.INSTANCE);
	}

	/**
	 * Create a builder; source, type and data are required.
	 * @return a new builder, for one thread
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Create a builder that is initialized with this event.
	 * @return a new builder with all fields of this event, for one thread
	 */
	public Builder toBuilder() {
		Builder builder = new Builder().id(this.id).type(this.type).source(this.source).time(this.time).data(this.data);
		builder.contentType = this.contentType;
		builder.dataSchema = this.dataSchema;
		builder.version = this.version;
		builder.correlationId = this.correlationId;
		builder.causationId = this.causationId;
		builder.traceContext = this.traceContext;
		this.extensions.forEach(builder::extension);
		return builder;
	}

	public String id() {
		return this.id;
	}

	public String type() {
		return this.type;
	}

	public Source source() {
		return this.source;
	}

	/**
	 * Short for {@code source().type()}.
	 * @return the kind of the source
	 */
	public String sourceType() {
		return this.source.type();
	}

	/**
	 * Short for {@code source().id()}.
	 * @return the id of the source
	 */
	public String sourceId() {
		return this.source.id();
	}

	public Instant time() {
		return this.time;
	}

	/**
	 * The payload.
	 * @return the object given to the builder; for an event read from the log
	 * {@link JsonData}, {@link BinaryData} if its content type is not JSON, or
	 * {@link NoData} for a tombstone
	 */
	public Object data() {
		return this.data;
	}

	/**
	 * Whether this is a tombstone, which has no data.
	 * @return whether its data is {@link NoData}
	 */
	public boolean isTombstone() {
		return this.data == NoData.INSTANCE;
	}

	/**
	 * Media type of the data.
	 * @return the content type; {@code null} for that of its class, which is
	 * {@code application/json} unless a serializer says otherwise
	 */
	public @Nullable String contentType() {
		return this.contentType;
	}

	/**
	 * URI of the data's schema.
	 * @return the URI, or {@code null}
	 */
	public @Nullable String dataSchema() {
		return this.dataSchema;
	}

	public @Nullable String version() {
		return this.version;
	}

	public @Nullable String correlationId() {
		return this.correlationId;
	}

	public @Nullable String causationId() {
		return this.causationId;
	}

	public @Nullable TraceContext traceContext() {
		return this.traceContext;
	}

	/**
	 * Further attributes.
	 * @return an unmodifiable map in the order in which they were given
	 */
	public Map<String, String> extensions() {
		return this.extensions;
	}

	/** JSON of the event, for a controller that returns it; the data as they are. */
	@JsonValue
	Map<String, Object> json() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("id", this.id);
		json.put("type", this.type);
		json.put("source_type", sourceType());
		json.put("source_id", sourceId());
		json.put("time", this.time);
		putIfPresent(json, "content_type", this.contentType);
		putIfPresent(json, "data_schema", this.dataSchema);
		putIfPresent(json, "version", this.version);
		putIfPresent(json, "correlation_id", this.correlationId);
		putIfPresent(json, "causation_id", this.causationId);
		putIfPresent(json, "trace_id", (this.traceContext != null) ? this.traceContext.traceId() : null);
		if (!this.extensions.isEmpty()) {
			json.put("extensions", this.extensions);
		}
		if (this.data instanceof BinaryData || this.data instanceof byte[]) {
			json.put("data_base64", this.data);
		}
		else if (!isTombstone()) {
			json.put("payload", this.data);
		}
		return json;
	}

	private static void putIfPresent(Map<String, Object> json, String name, @Nullable Object value) {
		if (value != null) {
			json.put(name, value);
		}
	}

	/**
	 * The event without its data, which may be confidential.
	 * @return type, source and id
	 */
	@Override
	public String toString() {
		return "Event[" + this.type + " of " + this.source + ", id " + this.id + "]";
	}

	/**
	 * Builder for an {@link Event}. Not thread-safe. Nothing is checked before
	 * {@link #build()}.
	 */
	public static final class Builder {

		private @Nullable String id;

		private @Nullable String type;

		private @Nullable String sourceType;

		private @Nullable String sourceId;

		private @Nullable Instant time;

		private @Nullable Object data;

		private @Nullable String contentType;

		private @Nullable String dataSchema;

		private @Nullable String version;

		private @Nullable String correlationId;

		private @Nullable String causationId;

		private @Nullable TraceContext traceContext;

		private Map<String, String> extensions = Map.of();

		private Builder() {
		}

		public Builder id(String id) {
			this.id = id;
			return this;
		}

		public Builder type(String type) {
			this.type = type;
			return this;
		}

		public Builder source(String sourceType, String sourceId) {
			this.sourceType = sourceType;
			this.sourceId = sourceId;
			return this;
		}

		public Builder source(Source source) {
			return source(source.type(), source.id());
		}

		public Builder time(Instant time) {
			this.time = time;
			return this;
		}

		public Builder data(Object data) {
			this.data = data;
			return this;
		}

		/**
		 * Set the media type of the data.
		 * @param contentType the content type, such as {@code text/plain}; {@code null}
		 * for that of its class
		 * @return this
		 */
		public Builder contentType(@Nullable String contentType) {
			this.contentType = contentType;
			return this;
		}

		/**
		 * Set the URI of the data's schema.
		 * @param dataSchema the URI; {@code null} for none
		 * @return this
		 */
		public Builder dataSchema(@Nullable String dataSchema) {
			this.dataSchema = dataSchema;
			return this;
		}

		public Builder version(@Nullable String version) {
			this.version = version;
			return this;
		}

		public Builder correlationId(@Nullable String correlationId) {
			this.correlationId = correlationId;
			return this;
		}

		public Builder causationId(@Nullable String causationId) {
			this.causationId = causationId;
			return this;
		}

		public Builder traceContext(@Nullable TraceContext traceContext) {
			this.traceContext = traceContext;
			return this;
		}

		public Builder extension(String name, String value) {
			if (this.extensions.isEmpty()) {
				this.extensions = new LinkedHashMap<>();
			}
			this.extensions.put(name, value);
			return this;
		}

		/**
		 * Create the event.
		 * @return the event
		 * @throws RejectedException if a field is missing or not valid
		 */
		public Event build() {
			return new Event(this);
		}

	}

}
