package io.github.dualstream.transport;

/**
 * Thrown by {@link ProcessedEvents} when the store cannot be queried, or the transaction
 * of the processing cannot be started. Nothing was processed; a later retry may succeed.
 */
public final class ProcessedEventsUnavailableException extends RuntimeException {

	/**
	 * Create the exception.
	 * @param message the detail message, naming the operation
	 * @param cause the failure reported by the store
	 */
	public ProcessedEventsUnavailableException(String message, Throwable cause) {
		super(message, cause);
	}

}
