package io.github.dualstream.publisher;

import java.util.Locale;

/**
 * Why a notification was dropped.
 */
public enum DropReason {

	/** The queue had no room. */
	QUEUE_FULL,

	/** A newer notification of the same source took its place. */
	CONFLATED,

	/** The circuit breaker keeps away from a bus that failed a moment ago. */
	CIRCUIT_OPEN,

	/** It had waited for too long to be of use. */
	EXPIRED,

	/** The bus refused it. */
	REDIS_ERROR,

	/** The application stopped before it could be sent. */
	SHUTDOWN;

	/**
	 * The reason as the tag of a meter.
	 * @return the name in lower case
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
