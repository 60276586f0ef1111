package io.github.dualstream.codec;

import java.util.List;
import java.util.stream.Collectors;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.RejectedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Encoder of event data: as JSON, or as its content type says. Thread-safe. Uses no more
 * memory than the largest allowed event, whatever the size of the data. The mapper's own
 * limit of the nesting depth ({@code StreamWriteConstraints}, 500 by default) also ends
 * cycles.
 */
public final class EventEncoder {

	private static final int MAX_PATH = 200;

	private final JsonMapper mapper;

	private static final byte[] NO_BYTES = {};

	private final DataSerializers serializers;

	private final int maxSize;

	/**
	 * Create an encoder for JSON, text and bytes.
	 * @param mapper mapper for the data of events; types that it would write without
	 * their content are rejected in addition
	 * @param maxSize maximum size of the data, in bytes
	 */
	public EventEncoder(JsonMapper mapper, int maxSize) {
		this(mapper, new DataSerializers(List.of()), maxSize);
	}

	/**
	 * Create an encoder.
	 * @param mapper mapper for the data of events; types that it would write without
	 * their content are rejected in addition
	 * @param serializers serializers of other content types than JSON
	 * @param maxSize maximum size of the data, in bytes
	 */
	public EventEncoder(JsonMapper mapper, DataSerializers serializers, int maxSize) {
		this.serializers = serializers;
		this.mapper = mapper.rebuild()
			.addModule(new SimpleModule("dual-stream-refused-types").setSerializerModifier(new RefusedTypes()))
			.build();
		this.maxSize = maxSize;
	}

	/**
	 * Encode the data of an event.
	 * @param event the event
	 * @return the event with its data
	 * @throws RejectedException if there is no event, or its data cannot be written
	 */
	public EncodedEvent encode(@Nullable Event event) {
		if (event == null) {
			throw new RejectedException("event", "is null");
		}
		if (event.data() instanceof JsonData json) {
			if (json.size() > this.maxSize) {
				throw tooLarge(null);
			}
			if (!ContentTypes.isJson(event.contentType())) {
				throw new RejectedException("contentType", "is not JSON, as the data is");
			}
			return new EncodedEvent(event, json.bytes());
		}
		if (event.isTombstone()) {
			return new EncodedEvent(event, NO_BYTES);
		}
		String contentType = event.contentType();
		if (contentType == null) {
			contentType = this.serializers.contentTypeOf(event.data());
		}
		return (contentType == null || ContentTypes.isJson(contentType)) ? new EncodedEvent(event, write(event.data()))
				: encode(event, contentType);
	}

	private EncodedEvent encode(Event event, String contentType) {
		SerializedData data = this.serializers.write(event.data(), contentType, event);
		if (data.bytes().length > this.maxSize) {
			throw tooLarge(null);
		}
		String schema = (event.dataSchema() != null) ? event.dataSchema() : data.dataSchema();
		return new EncodedEvent(event.toBuilder().contentType(contentType).dataSchema(schema).build(), data.bytes());
	}

	private byte[] write(Object data) {
		BoundedOutput output = new BoundedOutput(this.maxSize);
		try (JsonGenerator generator = new StrictJsonGenerator(this.mapper.createGenerator(output))) {
			this.mapper.writeValue(generator, data);
		}
		catch (BoundedOutput.FullException ex) {
			throw tooLarge(ex);
		}
		catch (JacksonException ex) {
			// within an object, Jackson wraps what the output throws
			throw output.isFull() ? tooLarge(ex) : new RejectedException("data",
					"cannot be written as JSON" + at(ex) + ": " + ex.getOriginalMessage(), ex);
		}
		return output.toByteArray();
	}

	/** Path within the data; map keys come from the caller, so they are shortened. */
	private static String at(JacksonException failure) {
		if (failure.getPath().isEmpty()) {
			return "";
		}
		String path = failure.getPath()
			.stream()
			.map((part) -> (part.getPropertyName() != null) ? "." + part.getPropertyName()
					: "[" + part.getIndex() + "]")
			.limit(MAX_PATH)
			.collect(Collectors.joining())
			.replaceAll("[^\\x20-\\x7e]", "?");
		return " at data" + path.substring(0, Math.min(path.length(), MAX_PATH));
	}

	private RejectedException tooLarge(@Nullable Throwable cause) {
		return new RejectedException("data", "is larger than " + this.maxSize
				+ " bytes; see dual-stream.publisher.max-event-size, or publish a reference to it", cause);
	}

}
