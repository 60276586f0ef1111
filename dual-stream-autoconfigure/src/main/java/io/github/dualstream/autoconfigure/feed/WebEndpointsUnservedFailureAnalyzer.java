package io.github.dualstream.autoconfigure.feed;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Failure analyzer for a {@link WebEndpointsUnservedException}.
 */
final class WebEndpointsUnservedFailureAnalyzer extends AbstractFailureAnalyzer<WebEndpointsUnservedException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, WebEndpointsUnservedException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"The endpoints need a servlet application with Spring MVC (spring-boot-starter-webmvc, and "
						+ "spring.main.web-application-type neither 'reactive' nor 'none') and a log. Provide them, "
						+ "or set dual-stream.web.enabled=false here.",
				cause);
	}

}
