package io.github.dualstream.feed;

import java.util.Locale;

/**
 * Reason for the end of a feed.
 */
public enum CloseReason {

	/** {@link Feed#close()} was called. */
	CLIENT_LEFT,

	/**
	 * The client's buffer overflowed. It can resume from its last cursor.
	 */
	CLIENT_TOO_SLOW,

	/** The client is no longer permitted to read one of its sources. */
	FORBIDDEN,

	/** The server failed to serve the client. It can resume from its cursor. */
	FAILED,

	/** The application stops. The client can resume from its cursor at once. */
	SHUTDOWN;

	/**
	 * Reason as the value of a meter tag.
	 * @return the name in lower case
	 */
	public String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
