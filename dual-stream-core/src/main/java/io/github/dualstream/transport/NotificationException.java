package io.github.dualstream.transport;

/**
 * Thrown when not all notifications of a batch are known to be sent. The three counts add
 * up to the batch.
 */
public final class NotificationException extends Exception {

	private final int sent;

	private final int refused;

	private final int unknown;

	/**
	 * Create the exception.
	 * @param sent number of notifications that were sent
	 * @param refused number of notifications that were certainly not sent
	 * @param unknown number of notifications that may or may not have been sent
	 * @param cause the first failure
	 */
	public NotificationException(int sent, int refused, int unknown, Throwable cause) {
		super("%d notifications sent, %d refused, %d unknown: %s".formatted(sent, refused, unknown, cause), cause);
		this.sent = sent;
		this.refused = refused;
		this.unknown = unknown;
	}

	public int sent() {
		return this.sent;
	}

	public int refused() {
		return this.refused;
	}

	public int unknown() {
		return this.unknown;
	}

}
