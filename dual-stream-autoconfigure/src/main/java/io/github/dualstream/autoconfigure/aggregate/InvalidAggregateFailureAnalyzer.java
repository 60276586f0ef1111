package io.github.dualstream.autoconfigure.aggregate;

import io.github.dualstream.aggregate.InvalidAggregateException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Failure analyzer for an invalid aggregate, event class or upcaster.
 */
final class InvalidAggregateFailureAnalyzer extends AbstractFailureAnalyzer<InvalidAggregateException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidAggregateException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", cause.action(), cause);
	}

}
