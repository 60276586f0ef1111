package io.github.dualstream.autoconfigure.feed;

import io.github.dualstream.feed.web.FeedAccess;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Failure analyzer for a controller of the application that has the path of the web
 * endpoints. Spring MVC has no exception of its own for that.
 */
final class AmbiguousPathFailureAnalyzer extends AbstractFailureAnalyzer<IllegalStateException> {

	private static final String ENDPOINTS = FeedAccess.class.getPackageName();

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, IllegalStateException cause) {
		String message = String.valueOf(cause.getMessage());
		if (!message.startsWith("Ambiguous mapping") || !message.contains(ENDPOINTS)) {
			return null;
		}
		return new FailureAnalysis(
				"A controller of the application has the path of dual-stream's web endpoints. " + message,
				"Set dual-stream.web.path to a path that is free, or change the path of the controller.", cause);
	}

}
