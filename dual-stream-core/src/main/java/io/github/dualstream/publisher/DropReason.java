package io.github.dualstream.publisher;

import java.util.Locale;

/**
 * Reason why a notification was dropped.
 */
public enum DropReason {

	/** The queue had no room. */
	QUEUE_FULL,

	/** A newer notification of the same source replaced it. */
	CONFLATED,

	/** The circuit breaker is open because the bus failed recently. */
	CIRCUIT_OPEN,

	/** It exceeded its maximum age. */
	EXPIRED,

	/** The bus rejected it. */
	REDIS_ERROR,

	/** The application stopped before it could be sent. */
	SHUTDOWN;

	/**
	 * Reason as the value of a meter tag.
	 * @return the name in lower case
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
