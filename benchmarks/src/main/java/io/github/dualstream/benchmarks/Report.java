package io.github.dualstream.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Prints the figures of one linger setting after the other.
 */
final class Report {

	private static final String COLUMNS = "%-28s %10s %21s %8s %9s %10s %10s %9s%n";

	private final PrintStream out;

	Report(PrintStream out) {
		this.out = out;
	}

	void begin(Settings settings, int lingerMillis, Machine machine) {
		print("%n=== linger.ms=%d: %d rounds after %d warm-up, %d events each (%d where each is waited for)%n",
				lingerMillis, settings.rounds(), settings.warmups(), settings.events(), settings.waitingEvents());
		print("%d bytes of JSON, %d sources, %d partitions, acks=all, one publishing thread%n", Payloads.SIZE,
				Payloads.SOURCES, Topics.PARTITIONS);
		print("%s, %s, %d CPUs, %s; load %.2f at the start%n", machine.jvm(), machine.jvmArguments(), machine.cpus(),
				machine.system(), machine.load());
		print("Broker and Redis are processes on the same machine; the broker's JVM has its C1 compiler only%n");
	}

	void round(List<Round> rounds, int number) {
		for (Round round : rounds.stream().filter((candidate) -> candidate.number() == number).toList()) {
			print("round %d%s %-28s %8.0f events/s  %.2f x raw  %.2f x naive%n", number,
					(round.isCounted()) ? "" : " (warm-up)", round.contender(), round.eventsPerSecond(),
					Summary.ratio(round, ContenderNames.RAW, rounds),
					Summary.ratio(round, ContenderNames.NAIVE, rounds));
		}
	}

	void end(List<Round> rounds, Machine machine) {
		print("%nmedians; CPU and allocation are those of the publishing process; load %.2f at the end%n",
				machine.load());
		print(COLUMNS, "contender", "events/s", "slowest..fastest", "x raw", "x naive", "CPU us/ev", "bytes/ev",
				"notified");
		ContenderNames.ALL.forEach((contender) -> line(Summary.of(contender, rounds)));
	}

	private void line(Summary summary) {
		print(COLUMNS, summary.contender(), number("%.0f", summary.eventsPerSecond()),
				number("%.0f", summary.slowest()) + ".." + number("%.0f", summary.fastest()),
				number("%.2f", summary.ratioToRaw()), number("%.2f", summary.ratioToNaive()),
				number("%.1f", summary.cpuMicrosPerEvent()), number("%.0f", summary.allocatedPerEvent()),
				number("%.0f%%", 100 * summary.notifiedShare()));
	}

	private static String number(String format, double number) {
		return String.format(Locale.ROOT, format, number);
	}

	private void print(String format, Object... arguments) {
		this.out.printf(Locale.ROOT, format, arguments);
	}

}
