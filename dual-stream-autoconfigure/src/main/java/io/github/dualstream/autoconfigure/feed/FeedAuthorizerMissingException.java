package io.github.dualstream.autoconfigure.feed;

/**
 * The web endpoints are on, and nothing says who may read.
 */
final class FeedAuthorizerMissingException extends RuntimeException {

	FeedAuthorizerMissingException() {
		super("dual-stream.web.enabled is true, but there is no FeedAuthorizer bean and "
				+ "dual-stream.web.allow-anonymous is false");
	}

}
