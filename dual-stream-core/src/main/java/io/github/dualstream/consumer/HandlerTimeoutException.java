package io.github.dualstream.consumer;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Failure of a handler that did not return in time and was interrupted.
 */
public final class HandlerTimeoutException extends Exception {

	private static final long serialVersionUID = 1L;

	HandlerTimeoutException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	static HandlerTimeoutException interrupted(Duration timeout, Throwable cause) {
		return new HandlerTimeoutException("The handler did not return within " + timeout.toMillis()
				+ " ms and was interrupted (dual-stream.consumer.handler-timeout)", cause);
	}

	static HandlerTimeoutException abandoned(Duration timeout) {
		return new HandlerTimeoutException("The handler did not return within " + timeout.toMillis()
				+ " ms, ignored the interrupt, and was abandoned (dual-stream.consumer.handler-timeout)", null);
	}

}
