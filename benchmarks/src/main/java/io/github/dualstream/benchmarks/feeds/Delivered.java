package io.github.dualstream.benchmarks.feeds;

import io.github.dualstream.benchmarks.run.Figures;

/**
 * What clients have got. Latencies are in milliseconds, from publish.
 *
 * @param deliveries events, counted once for each client
 * @param gaps events that a client should have got in between
 * @param duplicates events that a client had got before
 * @param resets how often clients were told to begin anew
 * @param lastAt when the last of them came, in {@link System#nanoTime()}
 * @param p50 to half of the clients
 * @param p99 to 99 of 100 clients
 * @param lastP50 to the last client, for half of the events
 * @param lastP99 to the last client, for 99 of 100 events
 */
record Delivered(long deliveries, long gaps, long duplicates, long resets, long lastAt, double p50, double p99,
		double lastP50, double lastP99) {

	/** Its counts and latencies. */
	Figures figures() {
		return new Figures().with("deliveries", this.deliveries)
			.with("p50 ms", this.p50)
			.with("p99 ms", this.p99)
			.with("last client p50 ms", this.lastP50)
			.with("last client p99 ms", this.lastP99);
	}

	/**
	 * Fail where clients did not get each event once and in order.
	 * @param expected number of deliveries
	 * @return this
	 */
	Delivered require(long expected) {
		if (this.deliveries != expected || this.gaps + this.duplicates + this.resets > 0) {
			throw new IllegalStateException("Expected " + expected + " deliveries without gaps: " + this);
		}
		return this;
	}

}
