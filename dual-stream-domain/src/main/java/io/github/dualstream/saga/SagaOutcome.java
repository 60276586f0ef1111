package io.github.dualstream.saga;

/**
 * Outcome of an event that was delivered to a saga.
 */
public enum SagaOutcome {

	/** The event started a saga. */
	STARTED,

	/** The event was a step. */
	CONTINUED,

	/** The saga ended successfully with this event. */
	COMPLETED,

	/** The saga was compensated with this event. */
	COMPENSATED,

	/** The saga has handled the event before. */
	DUPLICATE,

	/** The saga has ended before the event, or the deadline was cancelled or replaced. */
	LATE,

	/** No saga has started that the event belongs to. */
	NO_SAGA,

	/** The handling failed. */
	FAILED

}
