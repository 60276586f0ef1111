package io.github.dualstream.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Failure analyzer for unknown {@code dual-stream} properties, which suggests the most
 * similar ones.
 */
final class UnknownPropertiesFailureAnalyzer extends AbstractFailureAnalyzer<UnknownPropertiesException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnknownPropertiesException cause) {
		return new FailureAnalysis(cause.problem(), cause.action(), cause);
	}

}
