package io.github.dualstream.feed;

import java.util.Locale;

/**
 * Why a feed ended.
 */
public enum CloseReason {

	/** {@link Feed#close()} was called. */
	CLIENT_LEFT,

	/**
	 * More was waiting for the client than its buffer holds. It can go on from the cursor
	 * that it had last.
	 */
	CLIENT_TOO_SLOW,

	/** The client may not read one of its sources any more. */
	FORBIDDEN,

	/** The server failed to serve it. The client can go on from its cursor. */
	FAILED,

	/** The application stops. The client can go on from its cursor, at once. */
	SHUTDOWN;

	/**
	 * The reason as meters have it.
	 * @return the name in lower case
	 */
	public String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
