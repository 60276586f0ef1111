package io.github.dualstream.consumer;

import io.github.dualstream.Position;

/**
 * Cause of the dead-letter records of a parked source: the event itself was not
 * attempted.
 */
public final class ParkedException extends Exception {

	private static final long serialVersionUID = 1L;

	ParkedException(Position before) {
		super("Waits until " + before + " of the same source is redriven or skipped", null, false, false);
	}

}
