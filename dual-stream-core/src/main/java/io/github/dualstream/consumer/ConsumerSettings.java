package io.github.dualstream.consumer;

import java.time.Duration;

/**
 * Limits of one consumer.
 *
 * @param concurrency maximum number of concurrent calls of the handler
 * @param maxBatch maximum number of events in one call of a {@link BatchHandler}
 * @param maxInFlight maximum number of records in flight
 * @param maxInFlightBytes approximate maximum memory of records in flight, in bytes
 * @param maxUncommitted maximum number of records that one partition may be read past its
 * lowest unfinished record; records completed there are handled again after a crash
 * @param commitInterval interval between commits
 * @param drainTimeout maximum time to finish started records, and those below them, when
 * partitions are revoked, so that no record is handled twice
 * @param handlerTimeout time after which a handler is interrupted; after twice that time,
 * it is abandoned
 */
public record ConsumerSettings(int concurrency, int maxBatch, int maxInFlight, long maxInFlightBytes,
		int maxUncommitted, Duration commitInterval, Duration drainTimeout, Duration handlerTimeout) {

	/**
	 * Create settings.
	 * @throws IllegalArgumentException if a limit is out of range
	 */
	public ConsumerSettings {
		if (concurrency < 1 || maxBatch < 1 || maxInFlight < 1 || maxInFlightBytes < 1 || maxUncommitted < 1) {
			throw new IllegalArgumentException("concurrency, batch and bounds must be at least 1");
		}
		if (commitInterval.isNegative() || drainTimeout.isNegative() || handlerTimeout.toMillis() < 1) {
			throw new IllegalArgumentException("times must not be negative, and handlerTimeout at least 1 ms");
		}
	}

	/**
	 * Create settings with default values.
	 * @return settings with 16 concurrent calls, batches of 100, 10 000 records or 64 MB
	 * in flight, 100 000 uncommitted records, a commit each second, 10 s to drain, and 5
	 * min for a handler
	 */
	public static ConsumerSettings ofDefaults() {
		return new ConsumerSettings(16, 100, 10_000, 64 * 1024 * 1024, 100_000, Duration.ofSeconds(1),
				Duration.ofSeconds(10), Duration.ofMinutes(5));
	}

	/**
	 * Return these settings with another concurrency.
	 * @param concurrency maximum number of concurrent calls of the handler
	 * @return new settings
	 */
	public ConsumerSettings withConcurrency(int concurrency) {
		return new ConsumerSettings(concurrency, this.maxBatch, this.maxInFlight, this.maxInFlightBytes,
				this.maxUncommitted, this.commitInterval, this.drainTimeout, this.handlerTimeout);
	}

	ConsumerSettings oneByOne() {
		return new ConsumerSettings(this.concurrency, 1, this.maxInFlight, this.maxInFlightBytes, this.maxUncommitted,
				this.commitInterval, this.drainTimeout, this.handlerTimeout);
	}

}
