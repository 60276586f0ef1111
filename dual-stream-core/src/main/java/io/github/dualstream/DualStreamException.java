package io.github.dualstream;

import org.jspecify.annotations.Nullable;

/**
 * An event could not be published, or it is not known whether it was. The subclass says
 * what is known, which decides what a caller may do:
 * <ul>
 * <li>{@link RejectedException}: nothing was sent, and trying again cannot help.</li>
 * <li>{@link BackpressureException}: nothing was sent; try again later.</li>
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
