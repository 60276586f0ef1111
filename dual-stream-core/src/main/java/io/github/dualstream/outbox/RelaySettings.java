package io.github.dualstream.outbox;

import java.time.Duration;

/**
 * Limits of the relay.
 *
 * @param batchSize maximum number of events in flight, from being read until they are
 * removed
 * @param pollInterval maximum interval between two polls for events without a
 * notification
 * @param lease time for which the relay keeps its slots without a renewal
 * @param maxAttempts maximum number of attempts for an event while the log accepts others
 * @param maxBackoff maximum back-off before a source is retried
 */
public record RelaySettings(int batchSize, Duration pollInterval, Duration lease, int maxAttempts,
		Duration maxBackoff) {

}
