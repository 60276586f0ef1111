package io.github.dualstream.feed;

import java.util.Locale;

/**
 * Reason for a reset: the client cannot resume from its position and has to discard its
 * state.
 */
public enum ResetReason {

	/** The events after the client's position are no longer in the log. */
	EXPIRED,

	/** The log does not reach as far as the client's position. */
	AHEAD,

	/** The client's position is none of its sources. */
	FOREIGN,

	/** The client's cursor is not valid. */
	INVALID,

	/**
	 * The number of partitions of the topic was increased, so that sources have moved.
	 */
	REPARTITIONED,

	/** The topic was deleted and created again, so that offsets start again. */
	RECREATED;

	/**
	 * Reason as sent to clients.
	 * @return the name in lower case
	 */
	public String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
