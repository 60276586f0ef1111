package io.github.dualstream.autoconfigure.feed;

import io.github.dualstream.feed.web.FeedAuthorizer;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Failure analyzer for a {@link FeedAuthorizerMissingException}.
 */
final class FeedAuthorizerMissingFailureAnalyzer extends AbstractFailureAnalyzer<FeedAuthorizerMissingException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, FeedAuthorizerMissingException cause) {
		return new FailureAnalysis(
				"The web endpoints of dual-stream are enabled (dual-stream.web.enabled=true), "
						+ "but there is no authorizer of reads.",
				"Define a bean of type " + FeedAuthorizer.class.getName()
						+ ", or set dual-stream.web.allow-anonymous=true to allow all clients to read all sources.",
				cause);
	}

}
