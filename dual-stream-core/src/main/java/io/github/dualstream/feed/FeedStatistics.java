package io.github.dualstream.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Statistics of the feeds. Thread-safe.
 */
public final class FeedStatistics {

	private final Map<RepairCause, LongAdder> repaired = new EnumMap<>(RepairCause.class);

	private final Map<ResetReason, LongAdder> resets = new EnumMap<>(ResetReason.class);

	private final Map<CloseReason, LongAdder> closes = new EnumMap<>(CloseReason.class);

	private final LongAdder unconfirmed = new LongAdder();

	private volatile Consumer<Duration> latencies = (latency) -> {
	};

	/**
	 * Create statistics that start at zero.
	 */
	public FeedStatistics() {
		for (RepairCause cause : RepairCause.values()) {
			this.repaired.put(cause, new LongAdder());
		}
		for (ResetReason reason : ResetReason.values()) {
			this.resets.put(reason, new LongAdder());
		}
		for (CloseReason reason : CloseReason.values()) {
			this.closes.put(reason, new LongAdder());
		}
	}

	/**
	 * Number of events that were delivered and whose notification did not arrive within 5
	 * seconds.
	 * @param cause cause of their delivery
	 * @return the number so far
	 */
	public long repaired(RepairCause cause) {
		return adder(this.repaired, cause).sum();
	}

	/**
	 * Number of feed resets.
	 * @param reason the reason
	 * @return the number so far
	 */
	public long resets(ResetReason reason) {
		return adder(this.resets, reason).sum();
	}

	/**
	 * Number of feeds that ended.
	 * @param reason the reason
	 * @return the number so far
	 */
	public long closes(CloseReason reason) {
		return adder(this.closes, reason).sum();
	}

	/**
	 * Number of notifications with a position that the log does not reach.
	 * @return the number so far
	 */
	public long unconfirmed() {
		return this.unconfirmed.sum();
	}

	/**
	 * Record the time from the append of an event to its delivery to the clients.
	 * @param latencies consumer of each time, called by a thread that must not be blocked
	 */
	public void onLatency(Consumer<Duration> latencies) {
		this.latencies = latencies;
	}

	void countRead(Instant appendedAt) {
		this.latencies.accept(Duration.between(appendedAt, Instant.now()));
	}

	void countRepaired(RepairCause cause) {
		adder(this.repaired, cause).increment();
	}

	void countReset(ResetReason reason) {
		adder(this.resets, reason).increment();
	}

	void countClose(CloseReason reason) {
		adder(this.closes, reason).increment();
	}

	void countUnconfirmed(int number) {
		this.unconfirmed.add(number);
	}

	private static <K> LongAdder adder(Map<K, LongAdder> adders, K key) {
		LongAdder adder = adders.get(key);
		if (adder == null) {
			throw new IllegalArgumentException("no adder for " + key);
		}
		return adder;
	}

}
