package io.github.dualstream.test.history;

import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * A span of time of a run.
 *
 * @param name what went on
 * @param from its begin, in {@link System#nanoTime()}
 * @param to its end, in {@link System#nanoTime()}
 */
public record Phase(String name, long from, long to) {

	/**
	 * Counts the acknowledgements of this phase.
	 * @param operations what was published
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
	 * Finds how long publishes took that were called in this phase.
	 * @param operations what was published
	 * @return the 99th percentile in nanoseconds, of those that were acknowledged; 0
	 * where there are none
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
