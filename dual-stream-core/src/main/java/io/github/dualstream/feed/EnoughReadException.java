package io.github.dualstream.feed;

/**
 * Thrown by a handler of records to end a read of the log early, and caught by the caller
 * of the read.
 */
final class EnoughReadException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	EnoughReadException() {
		super("enough was read", null, false, false);
	}

}
