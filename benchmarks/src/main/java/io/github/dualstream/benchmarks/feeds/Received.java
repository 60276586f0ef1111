package io.github.dualstream.benchmarks.feeds;

import java.util.Arrays;

import org.HdrHistogram.Histogram;

/**
 * What all clients have got since it was looked at last. For one thread.
 */
final class Received {

	private static final byte[] NOTHING = new byte[0];

	private final Histogram nanos = new Histogram(3);

	private final boolean sequential;

	/** How long the last client waited for each event, by the event's number. */
	private long[] last = new long[1024];

	private long deliveries;

	private long gaps;

	private long duplicates;

	private long resets;

	private long lastAt;

	/**
	 * Create the account.
	 * @param sequential whether each client follows the one source whose events have
	 * contiguous numbers, and keeps its cursor
	 */
	Received(boolean sequential) {
		this.sequential = sequential;
	}

	boolean keepsIds() {
		return this.sequential;
	}

	byte[] nothing() {
		return NOTHING;
	}

	void reset() {
		this.resets++;
	}

	/**
	 * An event has come.
	 * @param number its number
	 * @param publishedAt when it was published
	 * @param expected the number that the client expected; negative for none
	 */
	void event(int number, long publishedAt, long expected) {
		this.lastAt = System.nanoTime();
		long latency = Math.max(0, this.lastAt - publishedAt);
		this.nanos.recordValue(latency);
		if (number >= this.last.length) {
			this.last = Arrays.copyOf(this.last, number * 2);
		}
		this.last[number] = Math.max(this.last[number], latency);
		this.deliveries++;
		if (this.sequential && expected >= 0 && number != expected) {
			this.gaps += Math.max(0, number - expected);
			this.duplicates += (number < expected) ? 1 : 0;
		}
	}

	long deliveries() {
		return this.deliveries;
	}

	/**
	 * Look, and begin anew.
	 */
	Delivered take() {
		Histogram toLast = new Histogram(3);
		Arrays.stream(this.last).filter((latency) -> latency > 0).forEach(toLast::recordValue);
		Delivered delivered = new Delivered(this.deliveries, this.gaps, this.duplicates, this.resets, this.lastAt,
				millis(this.nanos, 50), millis(this.nanos, 99), millis(toLast, 50), millis(toLast, 99));
		this.nanos.reset();
		Arrays.fill(this.last, 0);
		this.deliveries = 0;
		this.gaps = 0;
		this.duplicates = 0;
		this.resets = 0;
		return delivered;
	}

	private static double millis(Histogram nanos, double percentile) {
		return nanos.getValueAtPercentile(percentile) / 1e6;
	}

}
