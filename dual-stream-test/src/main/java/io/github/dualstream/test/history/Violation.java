package io.github.dualstream.test.history;

/**
 * Something that must never be.
 *
 * @param invariant the letter of the invariant
 * @param message what is wrong, with event, source and position where there are such
 */
public record Violation(char invariant, String message) {

	@Override
	public String toString() {
		return this.invariant + ": " + this.message;
	}

}
