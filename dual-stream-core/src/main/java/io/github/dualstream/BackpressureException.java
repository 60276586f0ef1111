package io.github.dualstream;

/**
 * The publisher had no room for the event within {@code dual-stream.publisher.max-block}:
 * the log takes events more slowly than they arrive. Nothing was sent; shed load or try
 * again later.
 */
public final class BackpressureException extends DualStreamException {

	/**
	 * Create the exception.
	 * @param message what had no room, for how long it was waited, and what to do
	 * @param cause what the log's client reported
	 */
	public BackpressureException(String message, Throwable cause) {
		super(message, cause);
	}

}
