package io.github.dualstream.consumer.listener;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;

import io.github.dualstream.BinaryData;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.codec.DataSerializers;
import io.github.dualstream.consumer.UnreadableDataException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.SmartMessageConverter;

/**
 * Converts the data of events to the types that methods take, also for the resolvers of
 * Spring Messaging.
 */
final class EventData implements SmartMessageConverter {

	private final JsonMapper mapper;

	private final DataSerializers serializers;

	EventData(JsonMapper mapper, DataSerializers serializers) {
		this.mapper = mapper;
		this.serializers = serializers;
	}

	/**
	 * Create the argument for a parameter that takes the data: an {@link Optional}, or
	 * {@code null} for a tombstone.
	 */
	Argument as(Type type) {
		if (type instanceof ParameterizedType optional && optional.getRawType() == Optional.class) {
			Argument value = as(optional.getActualTypeArguments()[0]);
			return (event) -> Optional.ofNullable(value.of(event));
		}
		JavaType json = this.mapper.constructType(type);
		return (event) -> read(event.event(), type, json);
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

	@Override
	public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass) {
		return fromMessage(message, targetClass, null);
	}

	@Override
	public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass, @Nullable Object conversionHint) {
		if (!(message instanceof EventMessage event)) {
			return null;
		}
		Type type = (conversionHint instanceof MethodParameter parameter) ? dataType(parameter) : targetClass;
		return read(event.event().event(), type, this.mapper.constructType(type));
	}

	/** Type of the data that a parameter takes: itself, or in a {@link Message}. */
	static Type dataType(MethodParameter parameter) {
		return Message.class.isAssignableFrom(parameter.getParameterType())
				? parameter.nested().getNestedGenericParameterType() : parameter.getGenericParameterType();
	}

	@Override
	public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
		return null;
	}

	@Override
	public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers,
			@Nullable Object conversionHint) {
		return null;
	}

}
