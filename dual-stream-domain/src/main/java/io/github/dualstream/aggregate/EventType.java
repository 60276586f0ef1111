package io.github.dualstream.aggregate;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Annotation that names the event type whose data a class represents. Only classes that
 * an aggregate refers to are ever created; the name of a class is never stored.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {

	/**
	 * Type of the events.
	 * @return an event type such as {@code order.placed}
	 */
	String value();

	/**
	 * Version of the data that the class represents. Stored data of another version needs
	 * an {@link Upcaster}; events without a version have version 1.
	 * @return a version such as {@code 2}
	 */
	String version() default "1";

}
