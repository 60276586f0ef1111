package io.github.dualstream.saga;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.dualstream.EventHandlerReflectiveProcessor;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Annotation that marks a method of a {@link Saga} that handles an event of a running
 * saga. Events of a saga that has ended, or does not exist, are ignored and counted.
 */
@Documented
@Reflective(EventHandlerReflectiveProcessor.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface On {

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

	/**
	 * Whether the event waits for its saga: as long as there is none, its handling fails,
	 * and is retried according to the policy of the consumer group. For events that may
	 * overtake the one that starts the saga.
	 * @return whether the event waits; {@code false} if it is ignored
	 */
	boolean waits() default false;

}
