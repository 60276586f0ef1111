package io.github.dualstream.feed.web;

/**
 * Thrown when a connection limit is reached.
 */
final class TooManyConnectionsException extends RuntimeException {

	private final boolean ofClient;

	TooManyConnectionsException(String message, boolean ofClient) {
		super(message);
		this.ofClient = ofClient;
	}

	/** Whether it is the limit of the client's own connections. */
	boolean ofClient() {
		return this.ofClient;
	}

}
