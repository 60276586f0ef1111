package io.github.dualstream.codec;

import org.jspecify.annotations.Nullable;

/**
 * Thrown for a record of the log that is not an event.
 */
public class UnreadableRecordException extends Exception {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param message the detail message, naming the position and the problem
	 * @param cause the underlying failure, if any
	 */
	public UnreadableRecordException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
