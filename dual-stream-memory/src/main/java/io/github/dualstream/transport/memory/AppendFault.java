package io.github.dualstream.transport.memory;

/**
 * Fault of one append, for tests.
 */
public enum AppendFault {

	/**
	 * The log rejects the event: {@link io.github.dualstream.PublishFailedException}. The
	 * event is not in the log.
	 */
	REFUSED,

	/**
	 * The log has no room in time: {@link io.github.dualstream.BackpressureException}.
	 * The event is not in the log.
	 */
	BACK_PRESSURE,

	/**
	 * The acknowledgement is lost: {@link io.github.dualstream.UnknownOutcomeException}.
	 * The event is in the log.
	 */
	ACKNOWLEDGEMENT_LOST,

	/**
	 * The request is lost: {@link io.github.dualstream.UnknownOutcomeException}. The
	 * event is not in the log.
	 */
	REQUEST_LOST

}
