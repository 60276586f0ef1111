package io.github.dualstream.consumer;

import org.jspecify.annotations.Nullable;

/**
 * The failure to read an event's data as the class that a handler takes. Trying again is
 * of no use.
 */
public final class UnreadableDataException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param message the event, the class, and what does not fit
	 * @param cause what was found, if anything
	 */
	public UnreadableDataException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
