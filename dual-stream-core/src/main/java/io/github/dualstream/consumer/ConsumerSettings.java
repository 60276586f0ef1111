package io.github.dualstream.consumer;

import java.time.Duration;

/**
 * Bounds of one consumer.
 *
 * @param concurrency how many calls of the handler there are at the same time
 * @param maxBatch how many events a {@link BatchHandler} gets in one call
 * @param maxInFlight how many entries may be read and not done
 * @param maxInFlightBytes how much memory they may take, about
 * @param maxUncommitted how far one partition may be read past its lowest entry that is
 * not done; what was done there is done again after a crash
 * @param commitInterval how often to commit
 * @param drainTimeout how long to go on when partitions go away, with what was begun and
 * what lies below it, so that nothing is handled twice
 * @param handlerTimeout after what time a handler is interrupted; after twice that time,
 * it is left to itself
 */
public record ConsumerSettings(int concurrency, int maxBatch, int maxInFlight, long maxInFlightBytes,
		int maxUncommitted, Duration commitInterval, Duration drainTimeout, Duration handlerTimeout) {

	/**
	 * Create settings.
	 * @throws IllegalArgumentException if a bound makes no sense
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
	 * Settings for most purposes.
	 * @return 16 at a time, 100 in a batch, 10 000 entries or 64 MB in flight, 100 000
	 * uncommitted, commits each second, 10 s to drain, 5 min for a handler
	 */
	public static ConsumerSettings ofDefaults() {
		return new ConsumerSettings(16, 100, 10_000, 64 * 1024 * 1024, 100_000, Duration.ofSeconds(1),
				Duration.ofSeconds(10), Duration.ofMinutes(5));
	}

	/**
	 * The same but for the concurrency.
	 * @param concurrency how many calls of the handler there are at the same time
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
