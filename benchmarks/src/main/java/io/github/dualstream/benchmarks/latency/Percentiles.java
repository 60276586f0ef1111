package io.github.dualstream.benchmarks.latency;

import java.util.Collection;
import java.util.function.ToLongFunction;

import org.HdrHistogram.Histogram;

/**
 * How a latency is distributed, in microseconds.
 *
 * @param count how many there are
 * @param p50 half of them are at most this
 * @param p99 99 of 100
 * @param p999 999 of 1000
 * @param max the largest
 */
record Percentiles(long count, double p50, double p99, double p999, double max) {

	private static final int DIGITS = 3;

	/**
	 * Look at the samples in which both moments are.
	 * @param samples the samples
	 * @param start the earlier moment
	 * @param end the later moment; where it comes first, it took no time
	 */
	static Percentiles of(Collection<Sample> samples, ToLongFunction<Sample> start, ToLongFunction<Sample> end) {
		Histogram nanos = new Histogram(DIGITS);
		for (Sample sample : samples) {
			if (start.applyAsLong(sample) != 0 && end.applyAsLong(sample) != 0) {
				nanos.recordValue(Math.max(0, end.applyAsLong(sample) - start.applyAsLong(sample)));
			}
		}
		return new Percentiles(nanos.getTotalCount(), micros(nanos, 50), micros(nanos, 99), micros(nanos, 99.9),
				nanos.getMaxValue() / 1e3);
	}

	private static double micros(Histogram nanos, double percentile) {
		return nanos.getValueAtPercentile(percentile) / 1e3;
	}

}
