package io.github.dualstream.autoconfigure.feed;

/**
 * Thrown when the web endpoints are enabled, and this application cannot serve them.
 */
final class WebEndpointsUnservedException extends RuntimeException {

	WebEndpointsUnservedException(String reason) {
		super("dual-stream.web.enabled is true, but the web endpoints cannot be served: " + reason);
	}

}
