package io.github.dualstream.feed.web;

/**
 * No further connection is taken now.
 */
final class TooManyConnectionsException extends RuntimeException {

	private final boolean ofPrincipal;

	TooManyConnectionsException(String message, boolean ofPrincipal) {
		super(message);
		this.ofPrincipal = ofPrincipal;
	}

	/** Whether it is the client's own connections that are too many. */
	boolean ofPrincipal() {
		return this.ofPrincipal;
	}

}
