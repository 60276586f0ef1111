package io.github.dualstream.feed;

import java.util.Locale;

/**
 * Why a client cannot go on where it was, and has to forget what it holds.
 */
public enum ResetReason {

	/** What followed the client's position is no longer in the log. */
	EXPIRED,

	/** The log does not reach as far as the client's position. */
	AHEAD,

	/** The client's position is none of its sources. */
	FOREIGN,

	/** What the client holds is not a cursor. */
	INVALID,

	/** The topic has got more partitions, so that sources have moved. */
	REPARTITIONED,

	/** The topic was deleted and created again, so that positions begin anew. */
	RECREATED;

	/**
	 * The reason as clients are told.
	 * @return the name in lower case
	 */
	public String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
