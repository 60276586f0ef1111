package io.github.dualstream.aggregate;

import org.jspecify.annotations.Nullable;

/**
 * Thrown at startup for an invalid aggregate, event class or upcaster.
 */
public final class InvalidAggregateException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Create the exception.
	 * @param problem the problem, beginning with the class or method at fault
	 * @param action suggested action, a sentence
	 */
	public InvalidAggregateException(String problem, String action) {
		this(problem, action, null);
	}

	InvalidAggregateException(String problem, String action, @Nullable Throwable cause) {
		super(problem, cause);
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
