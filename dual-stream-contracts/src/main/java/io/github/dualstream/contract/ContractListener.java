package io.github.dualstream.contract;

import org.jspecify.annotations.Nullable;

/**
 * Listener for the checks of published events. Thread-safe; must neither block nor throw.
 */
@FunctionalInterface
public interface ContractListener {

	/**
	 * Called after the check of an event.
	 * @param type event type; {@code null} if it has no contract
	 * @param outcome outcome of the check
	 */
	void checked(@Nullable String type, Outcome outcome);

	/**
	 * Outcome of a check.
	 */
	enum Outcome {

		/** The data satisfies the contract. */
		VALID,
		/** The data violates the contract, or its version has none. */
		INVALID,
		/** The event type has no contract. */
		NO_CONTRACT

	}

}
