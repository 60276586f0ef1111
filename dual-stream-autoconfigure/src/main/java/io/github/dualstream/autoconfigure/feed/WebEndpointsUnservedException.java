package io.github.dualstream.autoconfigure.feed;

/**
 * The web endpoints are on, and this application cannot serve them.
 */
final class WebEndpointsUnservedException extends RuntimeException {

	WebEndpointsUnservedException(String reason) {
		super("dual-stream.web.enabled is true, but the web endpoints cannot be served: " + reason);
	}

}
