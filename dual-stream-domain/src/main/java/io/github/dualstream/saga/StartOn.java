package io.github.dualstream.saga;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.dualstream.EventHandlerReflectiveProcessor;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Annotation that marks a method of a {@link Saga} that starts it. The method returns the
 * first state. An event whose saga exists already, or has existed, starts nothing.
 */
@Documented
@Reflective(EventHandlerReflectiveProcessor.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface StartOn {

	/**
	 * Type of the events.
	 * @return an event type such as {@code order.placed}
	 */
	String value();

	/**
	 * Id of the saga, taken from the data of the event.
	 * @return name of a property of the JSON data, also a nested one, such as
	 * {@code order.id}; the id of the source of the event if empty
	 */
	String key() default "";

}
