package io.github.dualstream.transport;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the log could not be read; a later retry may succeed.
 */
public final class LogUnavailableException extends RuntimeException {

	/**
	 * Create the exception.
	 * @param message the detail message, naming the topic and the reason
	 * @param cause the failure reported by the log's client; {@code null} for none
	 */
	public LogUnavailableException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
