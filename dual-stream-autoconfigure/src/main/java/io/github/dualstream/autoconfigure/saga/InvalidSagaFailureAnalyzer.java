package io.github.dualstream.autoconfigure.saga;

import io.github.dualstream.saga.InvalidSagaException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Failure analyzer for an invalid saga.
 */
final class InvalidSagaFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSagaException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidSagaException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", cause.action(), cause);
	}

}
