package io.github.dualstream.benchmarks.publish;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

import io.github.dualstream.benchmarks.run.Machine;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Spread;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;

/**
 * Prints the figures.
 */
final class Report {

	private static final String ROW = "%-28s %-36s %9s %9s %-20s %9s %15s %17s %11s%n";

	private final PrintStream out;

	Report(PrintStream out) {
		this.out = out;
	}

	void begin(Options options, Machine machine) {
		print("publish %s%n", options);
		print("%d bytes of JSON, %d sources, %d partitions, acks=all, one publishing thread%n", Orders.SIZE,
				Orders.SOURCES, Topic.PARTITIONS);
		print("%s%n", machine);
	}

	void pair(Pair pair) {
		print("pair %2d%s %s %.0f/s, %s %.0f/s: %.2f%n", pair.number(), pair.isCounted() ? "" : " (warm-up)",
				pair.subject().contender(), pair.subject().eventsPerSecond(), pair.peer().contender(),
				pair.peer().eventsPerSecond(), pair.ratio());
	}

	void end(List<Pairing> pairings, List<Pair> pairs, Machine machine) {
		print("%nmedians; load %.2f at the end%n", machine.load());
		print(ROW, "dual-stream", "peer", "events/s", "peer", "ratio", "settled", "CPU us/event", "bytes/event",
				"notified");
		for (Pairing pairing : pairings) {
			row(pairing, pairs.stream().filter(Pair::isCounted).filter((pair) -> pair.isOf(pairing)).toList());
		}
	}

	private void row(Pairing pairing, List<Pair> pairs) {
		List<Round> subjects = pairs.stream().map(Pair::subject).toList();
		List<Round> peers = pairs.stream().map(Pair::peer).toList();
		print(ROW, pairing.subject(), pairing.peer(), "%.0f".formatted(rate(subjects)), "%.0f".formatted(rate(peers)),
				Spread.of(pairs, Pair::ratio).text("%.2f"),
				"%.2f".formatted(Spread.of(pairs, Pair::settledRatio).median()),
				both("%.1f", Spread.of(subjects, Round::cpuMicrosPerEvent), Spread.of(peers, Round::cpuMicrosPerEvent)),
				both("%.0f", Spread.of(subjects, Round::allocatedPerEvent), Spread.of(peers, Round::allocatedPerEvent)),
				both("%.0f%%", Spread.of(subjects, (round) -> 100 * round.notifiedShare()),
						Spread.of(peers, (round) -> 100 * round.notifiedShare())));
	}

	private static double rate(List<Round> rounds) {
		return Spread.of(rounds, Round::eventsPerSecond).median();
	}

	private static String both(String format, Spread subject, Spread peer) {
		return (format + " : " + format).formatted(subject.median(), peer.median());
	}

	private void print(String format, Object... arguments) {
		this.out.printf(Locale.ROOT, format, arguments);
	}

}
