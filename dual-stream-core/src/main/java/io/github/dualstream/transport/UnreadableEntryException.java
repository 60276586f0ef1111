package io.github.dualstream.transport;

import org.jspecify.annotations.Nullable;

/**
 * Thrown for a record of the log that is not an event.
 */
public class UnreadableEntryException extends Exception {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param message the detail message, naming the position and the problem
	 * @param cause the underlying failure, if any
	 */
	public UnreadableEntryException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
