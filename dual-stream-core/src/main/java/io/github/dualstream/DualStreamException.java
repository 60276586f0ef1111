package io.github.dualstream;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when an event could not be published, or its outcome is unknown. The subclass
 * says which, and so what a caller may do:
 * <ul>
 * <li>{@link RejectedException}: nothing was sent, and a retry cannot succeed.</li>
 * <li>{@link BackpressureException}: nothing was sent; retry later.</li>
 * <li>{@link PublishFailedException}: the event is not in the log.</li>
 * <li>{@link UnknownOutcomeException}: the event may be in the log; to be sure that it
 * is, publish the same event (same id) again.</li>
 * </ul>
 */
public abstract sealed class DualStreamException extends RuntimeException
		permits RejectedException, BackpressureException, PublishFailedException, UnknownOutcomeException {

	protected DualStreamException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
