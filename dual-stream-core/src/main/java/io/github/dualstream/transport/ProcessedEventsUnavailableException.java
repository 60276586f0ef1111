package io.github.dualstream.transport;

/**
 * Thrown by {@link ProcessedEvents} when the store cannot be asked, or the transaction of
 * the processing cannot be begun. Nothing was processed; trying again later may help.
 */
public final class ProcessedEventsUnavailableException extends RuntimeException {

	/**
	 * Create the exception.
	 * @param message the operation that failed
	 * @param cause failure that the store reported
	 */
	public ProcessedEventsUnavailableException(String message, Throwable cause) {
		super(message, cause);
	}

}
