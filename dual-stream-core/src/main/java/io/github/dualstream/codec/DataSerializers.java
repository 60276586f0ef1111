package io.github.dualstream.codec;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.dualstream.BinaryData;
import io.github.dualstream.Event;
import io.github.dualstream.RejectedException;
import org.jspecify.annotations.Nullable;

/**
 * Serializers of event data by content type: those of the application, text and bytes.
 * JSON is written and read by its mapper. Thread-safe.
 */
public final class DataSerializers {

	private final Map<String, DataSerializer> serializers = new HashMap<>();

	/**
	 * Create a set of serializers.
	 * @param serializers serializers of the application; each has another content type
	 * @throws IllegalStateException if two have the same content type, or one is for JSON
	 */
	public DataSerializers(List<DataSerializer> serializers) {
		for (DataSerializer serializer : serializers) {
			String contentType = serializer.contentType();
			if (ContentTypes.isJson(contentType)) {
				throw new IllegalStateException("DataSerializer " + serializer + " is for '" + contentType
						+ "', and JSON is written by the mapper 'dualStreamJsonMapper'; customize that by an "
						+ "EventJsonCustomizer");
			}
			DataSerializer other = this.serializers.put(ContentTypes.essence(contentType), serializer);
			if (other != null) {
				throw new IllegalStateException("DataSerializers " + other + " and " + serializer
						+ " have the same content type '" + contentType + "'; leave one");
			}
		}
	}

	/**
	 * Content type of data whose event names none.
	 * @param data the data
	 * @return the content type; {@code null} for JSON
	 */
	@Nullable String contentTypeOf(Object data) {
		if (data instanceof byte[] || data instanceof BinaryData) {
			return ContentTypes.BYTES;
		}
		return this.serializers.values()
			.stream()
			.filter((serializer) -> serializer.isDefaultFor(data.getClass()))
			.map(DataSerializer::contentType)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Write data that is not JSON.
	 * @param data the data
	 * @param contentType its content type
	 * @param event its event
	 * @return the bytes
	 * @throws RejectedException if it cannot be written
	 */
	SerializedData write(Object data, String contentType, Event event) {
		if (data instanceof byte[] bytes) {
			return new SerializedData(bytes.clone(), null);
		}
		if (data instanceof BinaryData binary) {
			return new SerializedData(binary.bytes(), null);
		}
		DataSerializer serializer = this.serializers.get(ContentTypes.essence(contentType));
		if (serializer != null) {
			try {
				return serializer.write(data, event);
			}
			catch (RuntimeException ex) {
				throw new RejectedException("data", "cannot be written as " + contentType + ": " + ex.getMessage(), ex);
			}
		}
		if (data instanceof String text && ContentTypes.isText(contentType)) {
			return new SerializedData(text.getBytes(StandardCharsets.UTF_8), null);
		}
		throw new RejectedException("data",
				"cannot be written as " + contentType + ": there is no DataSerializer of this content type, and "
						+ data.getClass().getTypeName() + " is neither byte[] nor text of text/*");
	}

	/**
	 * Read data that is not JSON.
	 * @param event event with the data
	 * @param data the data
	 * @param type type that a handler takes
	 * @return the data as the type
	 * @throws IllegalArgumentException if there is no serializer for it
	 * @throws RuntimeException if the serializer cannot read it
	 */
	public Object read(Event event, BinaryData data, Type type) {
		if (type == BinaryData.class || type == Object.class) {
			return data;
		}
		String contentType = (event.contentType() != null) ? event.contentType() : ContentTypes.BYTES;
		DataSerializer serializer = this.serializers.get(ContentTypes.essence(contentType));
		if (serializer != null && type != byte[].class) {
			return serializer.read(data.bytes(), type, event);
		}
		if (type == byte[].class) {
			return data.bytes();
		}
		if (type == String.class && ContentTypes.isText(contentType)) {
			return StrictUtf8.decode("data", data.bytes());
		}
		throw new IllegalArgumentException("its content type is '" + contentType
				+ "', and there is no DataSerializer for it; declare one, or take byte[] or BinaryData");
	}

}
