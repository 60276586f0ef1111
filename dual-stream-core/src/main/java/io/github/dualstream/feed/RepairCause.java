package io.github.dualstream.feed;

import java.util.Locale;

/**
 * Cause of reading an event whose notification did not arrive.
 */
public enum RepairCause {

	/** The notification of another event, in a partition that is read with this one. */
	LATER_NOTIFICATION,

	/** The subscription to a channel was established, for the first time or again. */
	RECONNECT,

	/** The interval between two checks of the log was over. */
	INTERVAL;

	/**
	 * Cause as the value of a meter tag.
	 * @return the name in lower case
	 */
	public String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
