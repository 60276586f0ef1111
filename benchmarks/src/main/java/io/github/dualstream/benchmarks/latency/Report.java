package io.github.dualstream.benchmarks.latency;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import io.github.dualstream.benchmarks.run.Machine;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Spread;

/**
 * Prints the figures.
 */
final class Report {

	private static final String ROW = "%-30s %26s %26s %10s %12s%n";

	private final PrintStream out;

	Report(PrintStream out) {
		this.out = out;
	}

	void begin(Options options, Machine machine) {
		print("latency %s%n%s%n", options, machine);
	}

	void round(Round round) {
		print("round %2d%s %d of %d announced%n", round.number(), round.isCounted() ? "" : " (warm-up)",
				round.notificationsSent(), round.published());
		Latency.ALL.forEach((name) -> print("    %-30s %s%n", name, latency(round, name)));
	}

	void end(List<Round> rounds, Machine machine) {
		List<Round> counted = rounds.stream().filter(Round::isCounted).toList();
		print("%nmicroseconds, medians of %d rounds; load %.2f at the end%n", counted.size(), machine.load());
		print(ROW, "", "p50", "p99", "p99.9", "p50 : floor");
		for (String name : Latency.ALL) {
			print(ROW, name, spread(counted, name, Percentiles::p50).text("%.0f"),
					spread(counted, name, Percentiles::p99).text("%.0f"),
					"%.0f".formatted(spread(counted, name, Percentiles::p999).median()),
					"%.2f".formatted(Spread.of(counted, (round) -> ratioToFloor(round, name)).median()));
		}
		print("%d of %d notifications sent%n", counted.stream().mapToLong(Round::notificationsSent).sum(),
				counted.stream().mapToLong(Round::published).sum());
	}

	private static Spread spread(List<Round> rounds, String name, ToDoubleFunction<Percentiles> figure) {
		return Spread.of(rounds, (round) -> figure.applyAsDouble(latency(round, name)));
	}

	private static double ratioToFloor(Round round, String name) {
		return latency(round, name).p50() / latency(round, Latency.floorOf(name)).p50();
	}

	private static Percentiles latency(Round round, String name) {
		Percentiles percentiles = round.latencies().get(name);
		if (percentiles == null) {
			throw new IllegalArgumentException("No latency '" + name + "'");
		}
		return percentiles;
	}

	private void print(String format, Object... arguments) {
		this.out.printf(Locale.ROOT, format, arguments);
	}

}
