package io.github.dualstream.consumer;

import java.time.Duration;

/**
 * Outcome of handling the claimed records of a key.
 */
sealed interface RecordOutcome {

	/** The records are complete. */
	RecordOutcome DONE = new Done();

	/**
	 * The records are complete: handled, or left out by the filter.
	 */
	record Done() implements RecordOutcome {
	}

	/**
	 * The records are handled again.
	 *
	 * @param delay time to wait before; zero for none
	 * @param alone whether each of them is handled by itself from now on
	 */
	record RetryAfter(Duration delay, boolean alone) implements RecordOutcome {
	}

	/**
	 * The only record cannot be handled: it belongs in the dead-letter topic.
	 *
	 * @param cause failure of the last attempt, or reason not to attempt it
	 */
	record Failed(Throwable cause) implements RecordOutcome {
	}

}
