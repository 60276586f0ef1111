package io.github.dualstream.contract;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a file of a contract cannot be used.
 */
public final class InvalidContractException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String file;

	private final String problem;

	private final String action;

	InvalidContractException(String file, String problem, String action) {
		this(file, problem, action, null);
	}

	InvalidContractException(String file, String problem, String action, @Nullable Throwable cause) {
		super("Contract file " + file + " " + problem + ". " + action, cause);
		this.file = file;
		this.problem = problem;
		this.action = action;
	}

	/**
	 * Location of the file.
	 * @return URL or path of the file
	 */
	public String file() {
		return this.file;
	}

	/**
	 * The problem.
	 * @return the problem, phrased to follow the file
	 */
	public String problem() {
		return this.problem;
	}

	/**
	 * Suggested action.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

}
