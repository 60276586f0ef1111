package io.github.dualstream.projection;

/**
 * Thrown at startup for an invalid {@link Projection}.
 */
public final class InvalidProjectionException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Create the exception.
	 * @param problem the problem, beginning with the class at fault
	 * @param action suggested action, a sentence
	 */
	public InvalidProjectionException(String problem, String action) {
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
