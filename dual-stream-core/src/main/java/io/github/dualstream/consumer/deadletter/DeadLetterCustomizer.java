package io.github.dualstream.consumer.deadletter;

import java.util.Map;

import io.github.dualstream.transport.LogRecord;

/**
 * Callback that adds headers to dead-letter records, for example the version of the
 * application or a trace id. Beans of this type are called in order. The headers are
 * removed again when a record is redriven.
 */
@FunctionalInterface
public interface DeadLetterCustomizer {

	/**
	 * Add headers to a dead-letter record. A failure is logged, and the record is written
	 * without the headers.
	 * @param headers headers to add to, by name; names that begin with
	 * {@code dual-stream-} are reserved, and all headers together have at most 2048 bytes
	 * @param record the record that could not be handled
	 * @param group group whose handler failed
	 * @param cause failure of the last attempt
	 */
	void customize(Map<String, String> headers, LogRecord record, String group, Throwable cause);

}
