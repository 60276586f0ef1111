package io.github.dualstream.saga;

import java.io.Serial;

/**
 * Thrown at startup for an invalid saga.
 */
public final class InvalidSagaException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Create the exception.
	 * @param problem the problem, beginning with the class or method at fault
	 * @param action suggested action, a sentence
	 */
	public InvalidSagaException(String problem, String action) {
		super(problem);
		this.action = action;
	}

	/**
	 * Suggested action.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

}
