package io.github.dualstream;

/**
 * The acknowledgement did not arrive: the event may be in the log, now or a little later,
 * or not. Publishing the same event again, with the same id, makes sure that it is there;
 * consumers recognise the repetition by the id.
 */
public final class UnknownOutcomeException extends DualStreamException {

	/**
	 * Create the exception.
	 * @param message what is not known, naming the event and the topic
	 * @param cause what the log's client reported
	 */
	public UnknownOutcomeException(String message, Throwable cause) {
		super(message, cause);
	}

}
