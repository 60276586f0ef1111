package io.github.dualstream.transport;

/**
 * A question about topics was not answered, or a change of one was refused.
 */
public final class TopicAdministrationException extends RuntimeException {

	private final boolean denied;

	/**
	 * Create the exception.
	 * @param message what could not be done, naming the topic, and the innermost cause
	 * @param denied whether this application may not do so, so that trying again is
	 * useless
	 * @param cause what the log's client reported
	 */
	public TopicAdministrationException(String message, boolean denied, Throwable cause) {
		super(message, cause);
		this.denied = denied;
	}

	/**
	 * Whether this application may not do so.
	 * @return {@code false} if trying again later may help
	 */
	public boolean isDenied() {
		return this.denied;
	}

}
