package io.github.dualstream.consumer.listener;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Function;

import io.github.dualstream.Event;
import io.github.dualstream.consumer.DataReader;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.SmartMessageConverter;

/**
 * Converts the data of events to the types that methods take, also for the resolvers of
 * Spring Messaging.
 */
final class EventData implements SmartMessageConverter {

	private final DataReader reader;

	EventData(DataReader reader) {
		this.reader = reader;
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
		Function<Event, @Nullable Object> data = this.reader.as(type);
		return (event) -> data.apply(event.event());
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
		return this.reader.as(type).apply(event.event().event());
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
