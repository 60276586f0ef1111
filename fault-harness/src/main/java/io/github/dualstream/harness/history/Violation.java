package io.github.dualstream.harness.history;

/**
 * Violation of an invariant.
 *
 * @param invariant letter of the invariant
 * @param message description of the violation, with event, source and position if
 * applicable
 */
public record Violation(char invariant, String message) {

	@Override
	public String toString() {
		return this.invariant + ": " + this.message;
	}

}
