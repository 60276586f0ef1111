package io.github.dualstream.consumer;

import java.lang.reflect.Type;
import java.util.function.Function;

import io.github.dualstream.BinaryData;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.codec.DataSerializers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the data of events as the types that handlers take, by the content type of the
 * data. Thread-safe.
 */
public final class DataReader {

	private final JsonMapper mapper;

	private final DataSerializers serializers;

	/**
	 * Create the reader.
	 * @param mapper mapper for JSON
	 * @param serializers serializers of other content types
	 */
	public DataReader(JsonMapper mapper, DataSerializers serializers) {
		this.mapper = mapper;
		this.serializers = serializers;
	}

	/**
	 * Return a function that reads data as a type.
	 * @param type the type
	 * @return a function that returns an object of the type, or {@code null} for a
	 * tombstone; it throws an {@link UnreadableDataException} if the data does not fit
	 */
	public Function<Event, @Nullable Object> as(Type type) {
		JavaType json = this.mapper.constructType(type);
		return (event) -> read(event, type, json);
	}

	/**
	 * Read the data of an event that was read from the log.
	 * @param event event with its data
	 * @param type class of the data
	 * @param <T> type of the data
	 * @return the data; {@code null} for a tombstone
	 * @throws UnreadableDataException if the data does not fit
	 */
	public <T> @Nullable T read(Event event, Class<T> type) {
		return type.cast(as(type).apply(event));
	}

	private @Nullable Object read(Event event, Type type, JavaType json) {
		Object data = event.data();
		if (data instanceof JsonData read) {
			return read(event, read, json);
		}
		if (data instanceof BinaryData read) {
			return read(event, read, type);
		}
		return null;
	}

	private Object read(Event event, JsonData json, JavaType type) {
		try {
			Object data = this.mapper.readValue(json.bytes(), type);
			if (data == null) {
				throw new UnreadableDataException("The data of " + event + " is null", null);
			}
			return data;
		}
		catch (JacksonException ex) {
			throw new UnreadableDataException("The data of " + event + " does not fit "
					+ type.getRawClass().getSimpleName() + ": " + ex.getOriginalMessage(), ex);
		}
	}

	private Object read(Event event, BinaryData binary, Type type) {
		try {
			return this.serializers.read(event, binary, type);
		}
		catch (RuntimeException ex) {
			throw new UnreadableDataException(
					"The data of " + event + " cannot be read as " + type.getTypeName() + ": " + ex.getMessage(), ex);
		}
	}

}
