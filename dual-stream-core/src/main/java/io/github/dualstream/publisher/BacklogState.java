package io.github.dualstream.publisher;

import java.time.Duration;

/**
 * The backlog of the publisher over the last interval.
 *
 * @param level how bad it is
 * @param load what the level goes by, 0 for none to 1 for full: the share of the buffer
 * that is in use, or of {@code dual-stream.publisher.max-block} that a publish takes,
 * whichever is more
 * @param inFlight publishes that the log has not answered
 * @param bufferedBytes bytes of events that wait for their acknowledgement
 * @param bufferCapacityBytes how many have room; 0 if that is not known
 * @param ratePerSecond publishes that the log answered, per second
 * @param latency how long those took in the mean; if none was answered, for how long
 * publishes have been in flight
 */
public record BacklogState(BacklogLevel level, double load, long inFlight, long bufferedBytes, long bufferCapacityBytes,
		double ratePerSecond, Duration latency) {

	static final BacklogState NONE = new BacklogState(BacklogLevel.NORMAL, 0, 0, 0, 0, 0, Duration.ZERO);

}
