package io.github.dualstream.feed;

import java.util.Locale;

/**
 * What led to an event being read whose notification did not come.
 */
public enum RepairCause {

	/** The notification of another event, in a partition that is read with this one. */
	LATER_NOTIFICATION,

	/** The bus is heard again, or heard for the first time on a channel. */
	RECONNECT,

	/** The time between two looks at the log was over. */
	INTERVAL;

	/**
	 * The cause as meters have it.
	 * @return the name in lower case
	 */
	public String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
