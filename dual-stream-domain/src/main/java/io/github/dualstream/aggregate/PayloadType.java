package io.github.dualstream.aggregate;

/**
 * Event type with the class of its data.
 *
 * @param name event type
 * @param version version of the data that the class represents
 * @param javaClass class of the data
 */
record PayloadType(String name, String version, Class<?> javaClass) {

	/** Version of events without one. */
	static final String FIRST_VERSION = "1";

	static PayloadType of(Class<?> javaClass, EventType annotation) {
		return new PayloadType(annotation.value(), annotation.version(), javaClass);
	}

}
