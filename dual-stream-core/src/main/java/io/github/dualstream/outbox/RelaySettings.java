package io.github.dualstream.outbox;

import java.time.Duration;

/**
 * Bounds of the relay.
 *
 * @param batchSize how many events are held between being read and being removed
 * @param pollInterval how long to wait at the most before looking for events that nobody
 * told of
 * @param lease how long the relay keeps its slots without being able to renew them
 * @param maxAttempts how often an event is tried while the log takes others
 * @param maxBackoff longest pause before a source is tried again
 */
public record RelaySettings(int batchSize, Duration pollInterval, Duration lease, int maxAttempts,
		Duration maxBackoff) {

}
