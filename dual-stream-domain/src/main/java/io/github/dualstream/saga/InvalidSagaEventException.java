package io.github.dualstream.saga;

import java.io.Serial;

/**
 * Thrown for an event without the id of its saga. It is of no use to retry it.
 */
public final class InvalidSagaEventException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	InvalidSagaEventException(String message) {
		super(message);
	}

}
