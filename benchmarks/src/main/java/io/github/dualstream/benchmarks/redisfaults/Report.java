package io.github.dualstream.benchmarks.redisfaults;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

import io.github.dualstream.benchmarks.run.Machine;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Spread;

/**
 * Prints the figures.
 */
final class Report {

	private static final String ROW = "%-10s %10s %10s %20s %24s %18s %26s%n";

	private final PrintStream out;

	Report(PrintStream out) {
		this.out = out;
	}

	void begin(Options options, Machine machine) {
		print("redis-faults %s%n%s%n", options, machine);
	}

	void round(Round round) {
		print("round %2d%s %-8s healthy %.0f/s, faulty %.0f/s: %.2f; heap %+.1f MB, %d lines, recovery %.0f ms%n",
				round.number(), round.isCounted() ? "" : " (warm-up)", round.fault(), round.healthyPerSecond(),
				round.faultyPerSecond(), round.ratio(), round.heapGrowthMegabytes(), round.logLines(),
				round.recoveryMillis());
	}

	void end(List<Round> rounds, Machine machine) {
		print("%nmedians (lowest..highest) of rounds; load %.2f at the end%n", machine.load());
		print(ROW, "Redis", "healthy/s", "faulty/s", "ratio", "heap growth MB", "log lines", "recovery ms");
		rounds.stream().map(Round::fault).distinct().forEach((fault) -> row(fault, rounds));
	}

	private void row(String fault, List<Round> rounds) {
		List<Round> own = rounds.stream()
			.filter(Round::isCounted)
			.filter((round) -> round.fault().equals(fault))
			.toList();
		print(ROW, fault, "%.0f".formatted(Spread.of(own, Round::healthyPerSecond).median()),
				"%.0f".formatted(Spread.of(own, Round::faultyPerSecond).median()),
				Spread.of(own, Round::ratio).text("%.2f"), Spread.of(own, Round::heapGrowthMegabytes).text("%+.1f"),
				Spread.of(own, Round::logLines).text("%.0f"), Spread.of(own, Round::recoveryMillis).text("%.0f"));
	}

	private void print(String format, Object... arguments) {
		this.out.printf(Locale.ROOT, format, arguments);
	}

}
