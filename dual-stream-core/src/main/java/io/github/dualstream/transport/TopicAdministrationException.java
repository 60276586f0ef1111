package io.github.dualstream.transport;

/**
 * Thrown when a query about topics was not answered, or a change was rejected.
 */
public final class TopicAdministrationException extends RuntimeException {

	private final boolean denied;

	/**
	 * Create the exception.
	 * @param message the detail message, naming the topic, and the innermost cause
	 * @param denied whether this application is not authorized, so that a retry cannot
	 * succeed
	 * @param cause the failure reported by the log's client
	 */
	public TopicAdministrationException(String message, boolean denied, Throwable cause) {
		super(message, cause);
		this.denied = denied;
	}

	/**
	 * Whether this application is not authorized.
	 * @return {@code false} if a later retry may succeed
	 */
	public boolean isDenied() {
		return this.denied;
	}

}
