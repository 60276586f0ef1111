package io.github.dualstream.transport.kafka;

import org.jspecify.annotations.Nullable;

/**
 * A record of the log does not hold an event: it was written by something else, or is
 * damaged.
 */
public final class UnreadableRecordException extends RuntimeException {

	UnreadableRecordException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
