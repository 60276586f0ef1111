package io.github.dualstream.transport;

/**
 * Thrown when the log cannot continue from a position: the records after it have expired,
 * or the position belongs to another log. Its holder must start anew.
 */
public final class PositionUnavailableException extends RuntimeException {

	private final Reason reason;

	/**
	 * Create the exception.
	 * @param reason reason why the position cannot be honoured
	 * @param message the detail message, naming the position
	 */
	public PositionUnavailableException(Reason reason, String message) {
		super(message);
		this.reason = reason;
	}

	/**
	 * Reason why the position cannot be honoured.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * Reason why a position cannot be honoured.
	 */
	public enum Reason {

		/** The records after the position are no longer in the log. */
		EXPIRED,

		/** The log does not reach as far as the position. */
		AHEAD,

		/** The position is of another topic or partition. */
		FOREIGN

	}

}
