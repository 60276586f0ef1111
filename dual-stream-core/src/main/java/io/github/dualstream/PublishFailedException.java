package io.github.dualstream;

import org.jspecify.annotations.Nullable;

/**
 * The log did not take the event: it is not in the log and will not appear there.
 */
public final class PublishFailedException extends DualStreamException {

	/**
	 * Create the exception.
	 * @param message what failed, naming the topic
	 * @param cause what the log's client reported, if anything
	 */
	public PublishFailedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
