package io.github.dualstream.consumer;

import java.time.Duration;

/**
 * Bounds of one consumer.
 *
 * @param concurrency how many events are handled at the same time
 * @param maxInFlight how many entries may be read and not done
 * @param maxInFlightBytes how much memory they may take, about
 * @param commitInterval how often to commit
 * @param drainTimeout how long to wait for handlers when partitions go away
 */
public record ConsumerSettings(int concurrency, int maxInFlight, long maxInFlightBytes, Duration commitInterval,
		Duration drainTimeout) {

	public ConsumerSettings {
		if (concurrency < 1 || maxInFlight < 1 || maxInFlightBytes < 1) {
			throw new IllegalArgumentException("concurrency and the bounds of what is in flight must be at least 1");
		}
	}

}
