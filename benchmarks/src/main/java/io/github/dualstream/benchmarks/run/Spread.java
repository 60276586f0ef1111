package io.github.dualstream.benchmarks.run;

import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A figure that was measured several times.
 *
 * @param lowest the lowest
 * @param median the one in the middle, or halfway between the two there
 * @param highest the highest
 */
public record Spread(double lowest, double median, double highest) {

	/**
	 * Look at a figure of all rounds.
	 * @param <T> kind of round
	 * @param rounds the rounds, at least one
	 * @param figure their figure
	 * @return its spread
	 */
	public static <T> Spread of(Collection<T> rounds, ToDoubleFunction<? super T> figure) {
		double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
		int middle = sorted.length / 2;
		double median = (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
		return new Spread(sorted[0], median, sorted[sorted.length - 1]);
	}

	/**
	 * The median, and in brackets what it lies between.
	 * @param format of each number
	 * @return the text
	 */
	public String text(String format) {
		return "%s (%s..%s)".formatted(number(format, this.median), number(format, this.lowest),
				number(format, this.highest));
	}

	private static String number(String format, double number) {
		return String.format(Locale.ROOT, format, number);
	}

}
