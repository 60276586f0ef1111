package io.github.dualstream.codec;

import java.lang.reflect.Type;

import io.github.dualstream.Event;

/**
 * Writes and reads event data of one content type, such as Avro or Protobuf. Beans of
 * this type are used in addition to JSON, text and bytes. Thread-safe.
 * <p>
 * A schema registry is the serializer's own matter: it writes the reference to a schema
 * as {@link SerializedData#dataSchema()}, and finds it as {@link Event#dataSchema()} of
 * the event that it reads.
 */
public interface DataSerializer {

	/**
	 * Content type of the data.
	 * @return a media type without parameters, in lower case, such as
	 * {@code application/avro}
	 */
	String contentType();

	/**
	 * Whether data of a class has this content type, unless its event names another one.
	 * @param type class of the data
	 * @return {@code false} by default
	 */
	default boolean isDefaultFor(Class<?> type) {
		return false;
	}

	/**
	 * Write the data of an event.
	 * @param data the data
	 * @param event the event, for its other fields
	 * @return the bytes with a reference to their schema
	 * @throws RuntimeException if the data cannot be written, which rejects the event
	 */
	SerializedData write(Object data, Event event);

	/**
	 * Read the data of an event.
	 * @param data the bytes; must not be changed
	 * @param type type that a handler takes, from its signature
	 * @param event the event, for its other fields
	 * @return an object of the type
	 * @throws RuntimeException if the data cannot be read as the type, which sends the
	 * event to the dead-letter topic without a retry
	 */
	Object read(byte[] data, Type type, Event event);

}
