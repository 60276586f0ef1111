package io.github.dualstream.feed;

/**
 * Why a feed ended.
 */
public enum CloseReason {

	/** {@link Feed#close()} was called, or the listener threw an {@code IOException}. */
	CLIENT_LEFT,

	/** More notifications were waiting for the client than its buffer holds. */
	CLIENT_TOO_SLOW,

	/** The history could not be read, or the listener failed. */
	FAILED,

	/** The application stops. */
	SHUTDOWN

}
