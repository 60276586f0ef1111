package io.github.dualstream.transport.kafka;

import org.jspecify.annotations.Nullable;

/**
 * Thrown for a record of the log that is not an event: it was written by another
 * application, or is damaged.
 */
public final class UnreadableRecordException extends RuntimeException {

	UnreadableRecordException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
