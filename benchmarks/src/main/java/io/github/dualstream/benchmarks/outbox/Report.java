package io.github.dualstream.benchmarks.outbox;

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

	private static final String ROW = "%-14s %8s %28s %28s%n";

	private final PrintStream out;

	Report(PrintStream out) {
		this.out = out;
	}

	void begin(Options options, Machine machine) {
		print("outbox %s%n%s%n", options, machine);
	}

	void round(Round round) {
		print("round %2d%s %-14s %6d rows: %.0f/s, committed at %.0f/s%n", round.number(),
				round.isCounted() ? "" : " (warm-up)", round.contender(), round.rows(), round.rowsPerSecond(),
				round.committedPerSecond());
	}

	void end(List<Round> rounds, Machine machine) {
		print("%nmedians (lowest..highest) of rounds; load %.2f at the end%n", machine.load());
		print(ROW, "", "rows", "rows/s done", "rows/s committed");
		rounds.stream()
			.map(Round::rows)
			.distinct()
			.forEach((rows) -> rounds.stream()
				.map(Round::contender)
				.distinct()
				.forEach((contender) -> row(rows, contender, rounds)));
	}

	private void row(int rows, String contender, List<Round> rounds) {
		List<Round> own = rounds.stream()
			.filter(Round::isCounted)
			.filter((round) -> round.rows() == rows && round.contender().equals(contender))
			.toList();
		print(ROW, contender, rows, Spread.of(own, Round::rowsPerSecond).text("%.0f"),
				Spread.of(own, Round::committedPerSecond).text("%.0f"));
	}

	private void print(String format, Object... arguments) {
		this.out.printf(Locale.ROOT, format, arguments);
	}

}
