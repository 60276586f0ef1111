package io.github.dualstream.consumer;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

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
 * another type, to which the event's JSON data is converted. The payload type comes from
 * the method signature, never from the record; such a method names the {@link #types()}
 * that have this payload. A method that takes a single {@code List} of one of these
 * receives batches.
 * <p>
 * The methods of one group share its consumer, and each event goes to the one method that
 * accepts it; the application fails to start if two methods could accept the same event.
 * An event that no method of the group accepts is complete without being handled.
 * <p>
 * All attributes support placeholders, such as <code>${my.group}</code>.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface DualStreamListener {

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
	 * @return name of the group; by default the application's name
	 */
	String group() default "";

	/**
	 * Maximum number of events that the group handles concurrently in this application.
	 * @return a number from 1; by default the value of
	 * {@code dual-stream.consumer.groups.<group>.concurrency}, or else of
	 * {@code dual-stream.consumer.concurrency}
	 */
	String concurrency() default "";

	/**
	 * Start position of a group without committed offsets.
	 * @return {@code earliest}, {@code latest} or a point in time such as
	 * {@code 2026-11-01T00:00:00Z}; by default the value of
	 * {@code dual-stream.consumer.groups.<group>.start}, or else of
	 * {@code dual-stream.consumer.start}
	 */
	String start() default "";

}
