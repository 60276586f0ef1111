package io.github.dualstream.autoconfigure.feed;

/**
 * Thrown when the web endpoints are enabled without an authorizer.
 */
final class FeedAuthorizerMissingException extends RuntimeException {

	FeedAuthorizerMissingException() {
		super("dual-stream.web.enabled is true, but there is no FeedAuthorizer bean and "
				+ "dual-stream.web.allow-anonymous is false");
	}

}
