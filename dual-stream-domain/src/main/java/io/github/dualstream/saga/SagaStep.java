package io.github.dualstream.saga;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Step in the history of a saga.
 *
 * @param number number of the step, from 1
 * @param kind kind of the step
 * @param name type of the event, or name of the deadline or compensation
 * @param eventId id of the handled event; {@code null} for a step without one
 * @param detail result, such as the reason for a compensation; {@code null} if the saga
 * continues
 * @param time time of the step
 */
public record SagaStep(long number, Kind kind, String name, @Nullable String eventId, @Nullable String detail,
		Instant time) {

	/**
	 * Kind of a step.
	 */
	public enum Kind {

		/** The event that started the saga. */
		START,

		/** An event. */
		EVENT,

		/** A deadline. */
		DEADLINE,

		/** A request of an operator. */
		REQUEST,

		/** A compensation. */
		COMPENSATION

	}

}
