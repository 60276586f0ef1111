package io.github.dualstream.feed.web;

/**
 * Thrown for a request from a page of an origin that is not allowed.
 */
final class OriginDeniedException extends RuntimeException {

	OriginDeniedException() {
		super("This origin is not allowed; allowed origins are set by dual-stream.web.allowed-origins");
	}

}
