package io.github.dualstream.projection;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Progress of a generation, as one instance knows it.
 *
 * @param generation number of the generation
 * @param done number of offsets that are handled
 * @param of number of offsets that are in the log, with those
 * @param remaining number of offsets that are not handled yet
 * @param rate offsets handled per second
 * @param failures failures that partitions wait at
 * @param skipped events that the view lacks, as they were skipped on request
 */
public record GenerationStatus(int generation, long done, long of, long remaining, double rate, List<Failure> failures,
		List<Skipped> skipped) {

	/**
	 * Failure that a partition waits at.
	 *
	 * @param position position of the event, or of the first of those that failed
	 * @param eventId id of the event; {@code null} if it cannot be read
	 * @param from next offset to handle
	 * @param next offset to continue at if the event is skipped; the same as {@code from}
	 * if skipping does not help
	 * @param attempts number of failed attempts
	 * @param message reason of the last failure
	 */
	public record Failure(String position, @Nullable String eventId, long from, long next, int attempts,
			String message) {

	}

}
