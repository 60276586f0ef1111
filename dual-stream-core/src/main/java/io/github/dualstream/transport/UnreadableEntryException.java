package io.github.dualstream.transport;

import org.jspecify.annotations.Nullable;

/**
 * Thrown for an entry of the log that does not hold an event.
 */
public class UnreadableEntryException extends Exception {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param message where the entry lies and what is wrong with it
	 * @param cause what was found, if anything
	 */
	public UnreadableEntryException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
