package io.github.dualstream.projection;

import java.util.List;

/**
 * Progress of a generation, as one instance knows it.
 *
 * @param generation number of the generation
 * @param done number of offsets that are handled
 * @param of number of offsets that are in the log, with those
 * @param remaining number of offsets that are not handled yet
 * @param rate offsets handled per second
 * @param failures failures that partitions wait at, which are retried until they succeed
 */
public record GenerationStatus(int generation, long done, long of, long remaining, double rate,
		List<Failure> failures) {

	/**
	 * Failure that a partition waits at.
	 *
	 * @param position position of the event, or of the first of those that failed
	 * @param attempts number of failed attempts
	 * @param message reason of the last failure
	 */
	public record Failure(String position, int attempts, String message) {

	}

}
