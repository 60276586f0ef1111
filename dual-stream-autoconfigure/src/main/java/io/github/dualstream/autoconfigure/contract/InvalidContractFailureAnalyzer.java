package io.github.dualstream.autoconfigure.contract;

import io.github.dualstream.contract.InvalidContractException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Failure analyzer for an {@link InvalidContractException}.
 */
final class InvalidContractFailureAnalyzer extends AbstractFailureAnalyzer<InvalidContractException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidContractException cause) {
		return new FailureAnalysis("Contract file " + cause.file() + " " + cause.problem() + ".", cause.action(),
				cause);
	}

}
