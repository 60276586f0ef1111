package io.github.dualstream.consumer.listener;

import java.lang.reflect.Type;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.consumer.UnreadableDataException;
import io.github.dualstream.transport.StoredEvent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Resolves an argument of a method from an event.
 */
@FunctionalInterface
interface Argument {

	Object of(StoredEvent event);

	/**
	 * Create the argument for a parameter type.
	 * @param type the type
	 * @param mapper mapper for the data of events
	 * @return the argument
	 */
	static Argument of(Type type, JsonMapper mapper) {
		if (type == StoredEvent.class) {
			return (event) -> event;
		}
		if (type == Event.class) {
			return StoredEvent::event;
		}
		if (type == Position.class) {
			return StoredEvent::position;
		}
		if (type == JsonData.class) {
			return (event) -> event.event().data();
		}
		JavaType data = mapper.constructType(type);
		return (event) -> read(event, data, mapper);
	}

	/** Whether it depends on the type of the event. */
	static boolean isData(Type type) {
		return type != StoredEvent.class && type != Event.class && type != Position.class && type != JsonData.class;
	}

	private static Object read(StoredEvent event, JavaType type, JsonMapper mapper) {
		try {
			Object data = mapper.readValue(((JsonData) event.event().data()).bytes(), type);
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

}
