package io.github.dualstream.saga;

import java.io.Serial;

import io.github.dualstream.Event;

/**
 * Thrown for an event that waits for its saga.
 */
public final class SagaNotStartedException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	SagaNotStartedException(SagaKey key, Event event) {
		super(event + " waits for saga '" + key + "', which has not started");
	}

}
