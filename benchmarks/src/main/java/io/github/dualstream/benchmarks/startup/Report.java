package io.github.dualstream.benchmarks.startup;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.run.Machine;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Spread;

/**
 * Prints the figures.
 */
final class Report {

	private static final String ROW = "%-44s %26s %26s%n";

	private final PrintStream out;

	Report(PrintStream out) {
		this.out = out;
	}

	void begin(Options options, Machine machine) {
		print("startup %s%n%s%n", options, machine);
	}

	void start(Start start) {
		print("round %2d%s %-12s %6.0f ms, %5.1f MB of heap, %d beans%n", start.number(),
				start.isCounted() ? "" : " (warm-up)", start.variant(), start.millis(), start.heapMegabytes(),
				start.beans());
	}

	void end(List<Start> starts, Machine machine) {
		print("%nmedians (lowest..highest) of rounds; load %.2f at the end%n", machine.load());
		print(ROW, "", "ms until ready", "MB of heap in use");
		for (Variant variant : Variant.values()) {
			List<Start> own = of(variant, starts);
			print(ROW, variant, Spread.of(own, Start::millis).text("%.0f"),
					Spread.of(own, Start::heapMegabytes).text("%.1f"));
		}
		difference("DUAL_STREAM adds to NEIGHBOURS", starts, Variant.NEIGHBOURS);
		difference("DUAL_STREAM adds to SPRING_BOOT", starts, Variant.SPRING_BOOT);
	}

	private void difference(String name, List<Start> starts, Variant without) {
		print(ROW, name, difference(starts, without, Start::millis).text("%.0f"),
				difference(starts, without, Start::heapMegabytes).text("%.1f"));
	}

	/** Within each round. */
	private static Spread difference(List<Start> starts, Variant without, ToDoubleFunction<Start> figure) {
		List<Start> with = of(Variant.DUAL_STREAM, starts);
		List<Start> base = of(without, starts);
		return Spread.of(IntStream.range(0, with.size()).boxed().toList(),
				(i) -> figure.applyAsDouble(with.get(i)) - figure.applyAsDouble(base.get(i)));
	}

	private static List<Start> of(Variant variant, List<Start> starts) {
		return starts.stream().filter(Start::isCounted).filter((start) -> start.variant() == variant).toList();
	}

	private void print(String format, Object... arguments) {
		this.out.printf(Locale.ROOT, format, arguments);
	}

}
