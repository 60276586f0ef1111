package io.github.dualstream.feed.web;

/**
 * A browser asks on behalf of a foreign web site.
 */
final class OriginDeniedException extends RuntimeException {

	OriginDeniedException() {
		super("This origin may not use the endpoint; dual-stream.web.allowed-origins names those that may");
	}

}
