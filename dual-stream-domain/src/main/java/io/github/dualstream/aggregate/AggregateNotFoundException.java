package io.github.dualstream.aggregate;

import io.github.dualstream.Source;

import org.springframework.dao.EmptyResultDataAccessException;

/**
 * Thrown when a decision needs the state of an aggregate that has no events yet.
 */
public final class AggregateNotFoundException extends EmptyResultDataAccessException {

	private static final long serialVersionUID = 1L;

	AggregateNotFoundException(Source source) {
		super("Aggregate '" + source + "' has no events. Create it with its first event.", 1);
	}

}
