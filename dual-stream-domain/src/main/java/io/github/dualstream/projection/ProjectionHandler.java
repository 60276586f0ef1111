package io.github.dualstream.projection;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.dualstream.EventHandlerReflectiveProcessor;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Method of a {@link Projection} that handles events. It takes what a listener takes, and
 * the {@link Generation} that it writes to. With a {@code List}, it handles several
 * events in one call. Events that no method accepts are ignored.
 */
@Documented
@Reflective(EventHandlerReflectiveProcessor.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ProjectionHandler {

	/**
	 * Accepted event types, or prefixes of them ({@code order.*}); all if empty.
	 * @return the types
	 */
	String[] types() default {};

	/**
	 * Accepted source types; all if empty.
	 * @return the source types
	 */
	String[] sourceTypes() default {};

}
