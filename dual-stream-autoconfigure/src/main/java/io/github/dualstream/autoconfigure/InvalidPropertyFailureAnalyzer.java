package io.github.dualstream.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Failure analyzer for an {@link InvalidPropertyException}. Takes precedence over Boot's
 * analyzer of the binding failure that may wrap it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidPropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidPropertyException cause) {
		return new FailureAnalysis("Property '" + cause.property()
				+ ((cause.value() != null) ? "' with value '" + cause.value() : "") + "' " + cause.problem() + ".",
				cause.action(), cause);
	}

}
