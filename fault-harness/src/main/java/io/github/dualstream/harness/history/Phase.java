package io.github.dualstream.harness.history;

import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * Phase of a run.
 *
 * @param name name of the phase
 * @param from begin of the phase, by {@link System#nanoTime()}
 * @param to end of the phase, by {@link System#nanoTime()}
 */
public record Phase(String name, long from, long to) {

	/**
	 * Counts the acknowledgements of this phase.
	 * @param operations operations of all publishers
	 * @return acknowledgements per second
	 */
	public double rate(Collection<Operation> operations) {
		long acknowledged = operations.stream()
			.filter(Operation::isAcknowledged)
			.filter((operation) -> contains(operation.endedAt()))
			.count();
		return acknowledged / ((this.to - this.from) / (double) TimeUnit.SECONDS.toNanos(1));
	}

	/**
	 * Determines the latency of publishes that were called in this phase.
	 * @param operations operations of all publishers
	 * @return the 99th percentile in nanoseconds, of those that were acknowledged; 0 if
	 * there are none
	 */
	public long p99Nanos(Collection<Operation> operations) {
		long[] nanos = operations.stream()
			.filter((operation) -> operation.isAcknowledged() && contains(operation.invokedAt()))
			.mapToLong((operation) -> operation.endedAt() - operation.invokedAt())
			.sorted()
			.toArray();
		return (nanos.length == 0) ? 0 : nanos[(int) Math.ceil(nanos.length * 0.99) - 1];
	}

	boolean contains(long time) {
		return time >= this.from && time < this.to;
	}

}
