package io.github.dualstream.feed;

/**
 * Ends a reading of the log early. Thrown by handlers of entries and caught by whoever
 * has the log read.
 */
final class EnoughReadException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	EnoughReadException() {
		super("enough was read", null, false, false);
	}

}
