package io.github.dualstream;

/**
 * The publisher had no room for the event within {@code dual-stream.publisher.max-block}:
 * the log accepts events more slowly than they arrive. Nothing was sent; shed load or
 * retry later.
 */
public final class BackpressureException extends DualStreamException {

	/**
	 * Create the exception.
	 * @param message the detail message: resource without room, time waited, and remedy
	 * @param cause the failure reported by the log's client
	 */
	public BackpressureException(String message, Throwable cause) {
		super(message, cause);
	}

}
