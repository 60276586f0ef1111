package io.github.dualstream.transport;

/**
 * The log cannot continue from a position: what followed it has expired, or the position
 * is of another log. Whoever holds it must start anew.
 */
public final class PositionUnavailableException extends RuntimeException {

	private final Reason reason;

	/**
	 * Create the exception.
	 * @param reason why the position cannot be honoured
	 * @param message the same for people, naming the position
	 */
	public PositionUnavailableException(Reason reason, String message) {
		super(message);
		this.reason = reason;
	}

	/**
	 * Why the position cannot be honoured.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * Why a position cannot be honoured.
	 */
	public enum Reason {

		/** What followed the position is no longer in the log. */
		EXPIRED,

		/** The log does not reach as far as the position. */
		AHEAD,

		/** The position is of another topic or partition. */
		FOREIGN

	}

}
