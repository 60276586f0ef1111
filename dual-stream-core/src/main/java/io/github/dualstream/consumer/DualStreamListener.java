package io.github.dualstream.consumer;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a bean that handles events of the log. Events of a source are handled
 * one at a time and in the order of the log, those of different sources concurrently; an
 * event may be handled again after a failure, a crash or a rebalance. Returning says that
 * the event is done, throwing that it is to be tried again and at last goes to the dead
 * letters.
 * <p>
 * The method returns nothing and takes any of: the {@link io.github.dualstream.Event},
 * its {@link io.github.dualstream.Position}, the
 * {@link io.github.dualstream.transport.StoredEvent} that has both, and one parameter of
 * another type, as which the event's data is read from JSON. Only the method decides on
 * that class; a method that takes one names the {@link #types()} that have it. A method
 * that takes one {@code List} of such a thing gets batches.
 * <p>
 * The methods of one group share its consumer, and each event goes to the one method that
 * takes it; two methods that could take the same event fail the start. An event that no
 * method of the group takes is done.
 * <p>
 * All attributes may have placeholders, such as <code>${my.group}</code>.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface DualStreamListener {

	/**
	 * Types of the sources whose events to take; all, if there are none.
	 * @return source types, which also tell the topics to read
	 */
	String[] sourceTypes() default {};

	/**
	 * Types of the events to take; all, if there are none.
	 * @return event types, or beginnings of them such as {@code order.*}
	 */
	String[] types() default {};

	/**
	 * Topics to read, where they do not follow from the source types.
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
	 * How many events the group handles at the same time in this application.
	 * @return a number from 1; by default what is configured:
	 * {@code dual-stream.consumer.groups.<group>.concurrency}, or else
	 * {@code dual-stream.consumer.concurrency}
	 */
	String concurrency() default "";

	/**
	 * Where the group begins that has not begun yet.
	 * @return {@code earliest}, {@code latest} or a point in time such as
	 * {@code 2026-11-01T00:00:00Z}; by default what is configured:
	 * {@code dual-stream.consumer.groups.<group>.start}, or else
	 * {@code dual-stream.consumer.start}
	 */
	String start() default "";

}
