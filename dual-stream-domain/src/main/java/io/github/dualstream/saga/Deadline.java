package io.github.dualstream.saga;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.dualstream.EventHandlerReflectiveProcessor;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Annotation that marks a method of a {@link Saga} that is called when a deadline has
 * passed.
 *
 * @see SagaContext#deadline
 */
@Documented
@Reflective(EventHandlerReflectiveProcessor.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Deadline {

	/**
	 * Name of the deadline.
	 * @return a name, unique in the saga
	 */
	String value();

}
