package io.github.dualstream;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the log did not accept the event: it is not in the log and will not appear
 * there.
 */
public final class PublishFailedException extends DualStreamException {

	/**
	 * Create the exception.
	 * @param message the detail message, naming the topic
	 * @param cause the failure reported by the log's client, if any
	 */
	public PublishFailedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
