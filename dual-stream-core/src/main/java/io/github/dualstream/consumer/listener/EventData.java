package io.github.dualstream.consumer.listener;

import java.lang.reflect.Type;

import io.github.dualstream.JsonData;
import io.github.dualstream.consumer.UnreadableDataException;
import io.github.dualstream.transport.StoredEvent;
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

	EventData(JsonMapper mapper) {
		this.mapper = mapper;
	}

	/** Create the argument for a parameter that takes the data. */
	Argument as(Type type) {
		JavaType data = this.mapper.constructType(type);
		return (event) -> read(event, data);
	}

	private Object read(StoredEvent event, JavaType type) {
		try {
			Object data = this.mapper.readValue(((JsonData) event.event().data()).bytes(), type);
			if (data == null) {
				throw new UnreadableDataException("The data of " + event.event() + " is null", null);
			}
			return data;
		}
		catch (JacksonException ex) {
			throw new UnreadableDataException("The data of " + event.event() + " does not fit "
					+ type.getRawClass().getSimpleName() + ": " + ex.getOriginalMessage(), ex);
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
		return read(event.event(), this.mapper.constructType(type));
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
