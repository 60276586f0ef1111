package io.github.dualstream.publisher;

import java.time.Duration;

/**
 * State of the publisher's backlog over the last interval.
 *
 * @param level level of the backlog
 * @param load load that determines the level, from 0 for none to 1 for full: the share of
 * the buffer that is in use, or of {@code dual-stream.publisher.max-block} that a publish
 * takes, whichever is more
 * @param inFlight number of publishes that the log has not answered
 * @param bufferedBytes number of bytes of events that wait for their acknowledgement
 * @param bufferCapacityBytes capacity of the buffer in bytes; 0 if unknown
 * @param ratePerSecond number of publishes per second that the log answered
 * @param latency mean latency of those; if none was answered, the time for which
 * publishes have been in flight
 */
public record BacklogState(BacklogLevel level, double load, long inFlight, long bufferedBytes, long bufferCapacityBytes,
		double ratePerSecond, Duration latency) {

	static final BacklogState NONE = new BacklogState(BacklogLevel.NORMAL, 0, 0, 0, 0, 0, Duration.ZERO);

}
