package io.github.dualstream.benchmarks.run;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A figure that was measured several times.
 *
 * @param lowest lowest of its values
 * @param median the value in the middle, or halfway between the two there
 * @param highest highest of its values
 */
record Spread(double lowest, double median, double highest) {

	/**
	 * Text of a figure: the median, and in brackets what it lies between.
	 * @param values all values
	 * @return the text, empty without values
	 */
	static String text(DoubleStream values) {
		double[] all = values.toArray();
		return (all.length == 0) ? "" : of(all).text();
	}

	static Spread of(double... values) {
		double[] sorted = DoubleStream.of(values).sorted().toArray();
		int middle = sorted.length / 2;
		double median = (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
		return new Spread(sorted[0], median, sorted[sorted.length - 1]);
	}

	private String text() {
		return (this.lowest == this.highest) ? number(this.median)
				: "%s (%s..%s)".formatted(number(this.median), number(this.lowest), number(this.highest));
	}

	/** At least three digits of a number, as far as it has that many. */
	static String number(double number) {
		double size = Math.abs(number);
		int decimals = (size >= 100 || number == Math.rint(number)) ? 0 : (size >= 10) ? 1 : 2;
		return String.format(Locale.ROOT, "%." + decimals + "f", number);
	}

}
