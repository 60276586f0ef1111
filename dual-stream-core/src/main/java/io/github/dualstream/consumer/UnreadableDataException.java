package io.github.dualstream.consumer;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when an event's data cannot be converted to the type that a handler takes. A
 * retry cannot succeed.
 */
public final class UnreadableDataException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param message the detail message, naming the event, the type and the mismatch
	 * @param cause the underlying failure, if any
	 */
	public UnreadableDataException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
