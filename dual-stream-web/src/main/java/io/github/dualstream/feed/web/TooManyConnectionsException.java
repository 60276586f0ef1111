package io.github.dualstream.feed.web;

/**
 * No further connection is taken now.
 */
final class TooManyConnectionsException extends RuntimeException {

	private final boolean ofClient;

	TooManyConnectionsException(String message, boolean ofClient) {
		super(message);
		this.ofClient = ofClient;
	}

	/** Whether it is the client's own connections that are too many. */
	boolean ofClient() {
		return this.ofClient;
	}

}
