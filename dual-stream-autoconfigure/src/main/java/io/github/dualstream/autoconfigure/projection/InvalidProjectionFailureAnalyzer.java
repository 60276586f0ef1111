package io.github.dualstream.autoconfigure.projection;

import io.github.dualstream.projection.InvalidProjectionException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Failure analyzer for an invalid projection.
 */
final class InvalidProjectionFailureAnalyzer extends AbstractFailureAnalyzer<InvalidProjectionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidProjectionException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", cause.action(), cause);
	}

}
