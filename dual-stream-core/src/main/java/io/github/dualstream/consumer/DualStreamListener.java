package io.github.dualstream.consumer;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.dualstream.EventHandlerReflectiveProcessor;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Annotation that marks a bean method as a handler of events. Events of one source are
 * handled one at a time in log order, events of different sources concurrently. An event
 * may be handled again after a failure, a crash or a rebalance. A normal return completes
 * the event; an exception causes a retry and, after the last attempt, sends the event to
 * the dead-letter topic.
 * <p>
 * The method returns {@code void} and takes any of: the
 * {@link io.github.dualstream.Event}, its {@link io.github.dualstream.Position}, the
 * {@link io.github.dualstream.transport.StoredEvent} that has both, and one parameter of
 * another type, to which the event's data is converted: from JSON, or by the
 * {@link io.github.dualstream.codec.DataSerializer} of its content type. For a tombstone
 * it is {@code null}, or an empty {@code Optional}. The payload type comes from the
 * method signature, never from the record; such a method names the {@link #types()} that
 * have this payload. A method that takes a single {@code List} of one of these receives
 * batches. The method may be a suspend function of Kotlin, which completes the event when
 * it has completed.
 * <p>
 * Parameters may also be those of Spring Messaging:
 * {@link org.springframework.messaging.Message Message} and
 * {@link org.springframework.messaging.MessageHeaders MessageHeaders}, and those
 * annotated with {@link org.springframework.messaging.handler.annotation.Header @Header},
 * {@link org.springframework.messaging.handler.annotation.Headers @Headers} or
 * {@link org.springframework.messaging.handler.annotation.Payload @Payload}. The headers
 * are those of {@link io.github.dualstream.consumer.listener.EventHeaders}. A payload
 * with {@code @Valid} or {@code @Validated} is validated; an event whose data is not
 * valid goes to the dead-letter topic without a retry.
 * <p>
 * The methods of one group share its consumer, and each event goes to the one method that
 * accepts it; the application fails to start if two methods could accept the same event.
 * An event that no method of the group accepts is complete without being handled.
 * <p>
 * The annotation may be repeated, and may be used as a meta-annotation. All attributes of
 * type {@code String} support placeholders, such as <code>${my.group}</code>, and SpEL
 * expressions, such as <code>#{shops.names}</code>. An attribute that is not specified
 * has the value of {@code dual-stream.consumer.groups.<group>}, or else of
 * {@code dual-stream.consumer}.
 */
@Documented
@Reflective(EventHandlerReflectiveProcessor.class)
@Repeatable(DualStreamListeners.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
public @interface DualStreamListener {

	/**
	 * Id of the listener, by which {@link EventConsumers#getByListenerId} finds its
	 * consumer. It has no influence on the group.
	 * @return an id that is unique in the application; empty for none
	 */
	String id() default "";

	/**
	 * Source types of the events to handle; all if empty.
	 * @return the source types, from which the topics to read are derived
	 */
	String[] sourceTypes() default {};

	/**
	 * Types of the events to handle; all if empty.
	 * @return event types, or prefixes of them such as {@code order.*}
	 */
	String[] types() default {};

	/**
	 * Topics to read, unless they follow from the source types.
	 * @return names of topics; by default those of the source types, or all that are
	 * configured for publishing
	 */
	String[] topics() default {};

	/**
	 * The consumer group.
	 * @return name of the group; by default the application's name, followed by
	 * {@code -broadcast} for a broadcast
	 */
	String group() default "";

	/**
	 * Whether every instance of the application handles every event, from now on, for
	 * example to keep a cache. Nothing is committed to the log, which knows no group of
	 * this name; an event that cannot be handled is skipped after its last attempt. The
	 * same for all methods of a group.
	 * @return whether it is a broadcast
	 * @see EventConsumer.Builder#broadcast()
	 */
	boolean broadcast() default false;

	/**
	 * Whether the consumer of the group starts with the application. The same for all
	 * methods of a group that specify it.
	 * @return {@code true} or {@code false}
	 */
	String autoStartup() default "";

	/**
	 * Maximum number of events that the group handles concurrently in this application.
	 * The same for all methods of a group that specify it.
	 * @return a number from 1
	 */
	String concurrency() default "";

	/**
	 * Start position of a group without committed offsets. The same for all methods of a
	 * group that specify it.
	 * @return {@code earliest}, {@code latest} or a point in time such as
	 * {@code 2026-11-01T00:00:00Z}
	 */
	String start() default "";

	/**
	 * Order in which the group handles events. The same for all methods of a group that
	 * specify it.
	 * @return at most one order
	 */
	Ordering[] ordering() default {};

	/**
	 * Maximum number of attempts of this method for an event.
	 * @return a number from 1
	 */
	String maxAttempts() default "";

	/**
	 * Delay after the first failure of this method.
	 * @return a duration such as {@code 500ms}
	 */
	String initialDelay() default "";

	/**
	 * Maximum delay between two attempts of this method.
	 * @return a duration such as {@code 30s}
	 */
	String maxDelay() default "";

	/**
	 * Exceptions of this method that are not retried, in addition to those of its group.
	 * @return classes of exceptions, also as causes of others
	 */
	Class<? extends Throwable>[] fatal() default {};

	/**
	 * Maximum rate of attempts of this method in this application, apart from other
	 * methods of its group.
	 * @return number of events per second, above 0
	 */
	String rateLimit() default "";

}
