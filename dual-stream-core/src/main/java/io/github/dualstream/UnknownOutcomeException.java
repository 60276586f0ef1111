package io.github.dualstream;

/**
 * Thrown when the acknowledgement did not arrive: the event may be in the log, now or a
 * little later, or not. Publishing the same event again, with the same id, ensures that
 * it is there; consumers recognise the duplicate by its id.
 */
public final class UnknownOutcomeException extends DualStreamException {

	/**
	 * Create the exception.
	 * @param message the detail message, naming the event and the topic
	 * @param cause the failure reported by the log's client
	 */
	public UnknownOutcomeException(String message, Throwable cause) {
		super(message, cause);
	}

}
