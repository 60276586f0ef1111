package io.github.dualstream.feed.web;

/**
 * Thrown for a request without a WebSocket upgrade.
 */
final class UpgradeRequiredException extends RuntimeException {

	UpgradeRequiredException() {
		super("This is a WebSocket endpoint: the request must upgrade the connection");
	}

}
