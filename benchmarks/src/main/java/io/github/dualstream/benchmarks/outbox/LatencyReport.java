package io.github.dualstream.benchmarks.outbox;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

import io.github.dualstream.benchmarks.run.Machine;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Spread;

/**
 * Prints the figures at a fixed rate.
 */
final class LatencyReport {

	private static final String ROW = "%-14s %22s %22s %22s %26s %26s%n";

	private final PrintStream out;

	LatencyReport(PrintStream out) {
		this.out = out;
	}

	void begin(Options options, Machine machine) {
		print("outbox-latency %s%n%s%n", options, machine);
	}

	void round(LatencyRound round) {
		print("round %2d%s %-14s p50 %.1f ms, p99 %.1f ms, max %.1f ms; transaction %.0f us, with event %.0f us%n",
				round.number(), round.isCounted() ? "" : " (warm-up)", round.contender(), round.p50Millis(),
				round.p99Millis(), round.maxMillis(), round.transactionMicros(), round.withEventMicros());
	}

	void end(List<LatencyRound> rounds, Machine machine) {
		print("%nmedians (lowest..highest) of rounds; load %.2f at the end%n", machine.load());
		print(ROW, "", "p50 ms", "p99 ms", "max ms", "transaction us", "event adds us");
		rounds.stream().map(LatencyRound::contender).distinct().forEach((contender) -> row(contender, rounds));
	}

	private void row(String contender, List<LatencyRound> rounds) {
		List<LatencyRound> own = rounds.stream()
			.filter(LatencyRound::isCounted)
			.filter((round) -> round.contender().equals(contender))
			.toList();
		print(ROW, contender, Spread.of(own, LatencyRound::p50Millis).text("%.1f"),
				Spread.of(own, LatencyRound::p99Millis).text("%.1f"),
				Spread.of(own, LatencyRound::maxMillis).text("%.1f"),
				Spread.of(own, LatencyRound::transactionMicros).text("%.0f"),
				Spread.of(own, LatencyRound::costMicros).text("%.0f"));
	}

	private void print(String format, Object... arguments) {
		this.out.printf(Locale.ROOT, format, arguments);
	}

}
