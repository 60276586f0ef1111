package io.github.dualstream.transport;

/**
 * The log could not be read; trying again later may help.
 */
public final class LogUnavailableException extends RuntimeException {

	/**
	 * Create the exception.
	 * @param message what could not be read, naming the topic
	 * @param cause what the log's client reported
	 */
	public LogUnavailableException(String message, Throwable cause) {
		super(message, cause);
	}

}
