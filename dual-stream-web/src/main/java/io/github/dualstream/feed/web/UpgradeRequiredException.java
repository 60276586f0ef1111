package io.github.dualstream.feed.web;

/**
 * The request does not ask for a WebSocket.
 */
final class UpgradeRequiredException extends RuntimeException {

	UpgradeRequiredException() {
		super("This is a WebSocket: ask to upgrade the connection");
	}

}
