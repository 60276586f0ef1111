package io.github.dualstream.benchmarks.consume;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.run.Machine;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Spread;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;

/**
 * Prints the figures.
 */
final class Report {

	private static final String ROW = "%7s %-22s %8s %9s %9s %11s %-22s %-22s%n";

	private final PrintStream out;

	Report(PrintStream out) {
		this.out = out;
	}

	void begin(Options options, Machine machine) {
		print("consume %s%n", options);
		print("%d bytes of JSON, %d sources, %d partitions; handlers of dual-stream on %s threads%n", Orders.SIZE,
				Orders.SOURCES, Topic.PARTITIONS, DualStreamConsume.hasVirtualThreads() ? "virtual" : "platform");
		print("%s%n", machine);
	}

	void heap(InFlightHeap heap) {
		print("%d in flight: %d MB of heap, %.0f bytes each%n", heap.entries(), heap.bytes() >> 20,
				heap.bytesPerEntry());
	}

	void round(Round round) {
		print("round %2d%s %3d ms %s@%d %d: %.0f/s, handled %.0f/s%n", round.number(),
				round.isCounted() ? "" : " (warm-up)", round.handlerMillis(), round.contender(), round.concurrency(),
				round.records(), round.perSecond(), round.handledPerSecond());
	}

	void end(List<Contender> contenders, Collection<Integer> handlers, List<Round> rounds, Machine machine) {
		print("%nmedians; load %.2f at the end%n", machine.load());
		print(ROW, "handler", "contender", "records", "per s", "handled/s", "CPU us/each", ": parallel-consumer",
				": container");
		List<Round> counted = rounds.stream().filter(Round::isCounted).toList();
		for (int millis : handlers) {
			contenders.forEach((contender) -> row(contender, contenders, millis, counted));
		}
	}

	private void row(Contender contender, List<Contender> all, int millis, List<Round> rounds) {
		List<Round> own = of(contender, millis, rounds);
		print(ROW, millis + " ms", contender, own.get(0).records(), "%.0f".formatted(median(own, Round::perSecond)),
				"%.0f".formatted(median(own, Round::handledPerSecond)),
				"%.1f".formatted(median(own, Round::cpuMicrosPerRecord)),
				ratio(contender, Contenders.PARALLEL_CONSUMER, all, millis, rounds),
				ratio(contender, Contenders.CONTAINER, all, millis, rounds));
	}

	/** With the peer of the same concurrency, where it has a choice. */
	private static String ratio(Contender contender, String peerName, List<Contender> all, int millis,
			List<Round> rounds) {
		String name = (contender.name().equals(DualStreamConsume.NAME_JSON) && peerName.equals(Contenders.CONTAINER))
				? Contenders.CONTAINER_JSON : peerName;
		Optional<Contender> peer = all.stream()
			.filter((other) -> other.name().equals(name))
			.filter((other) -> peerName.equals(Contenders.CONTAINER) || other.concurrency() == contender.concurrency())
			.findFirst();
		if (!contender.isSubject() || peer.isEmpty()) {
			return "";
		}
		List<Round> own = of(contender, millis, rounds);
		List<Round> others = of(peer.get(), millis, rounds);
		return Spread
			.of(IntStream.range(0, own.size()).boxed().toList(),
					(i) -> own.get(i).perSecond() / others.get(i).perSecond())
			.text("%.2f");
	}

	private static List<Round> of(Contender contender, int millis, List<Round> rounds) {
		return rounds.stream().filter((round) -> round.isOf(contender, millis)).toList();
	}

	private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
		return Spread.of(rounds, figure).median();
	}

	private void print(String format, Object... arguments) {
		this.out.printf(Locale.ROOT, format, arguments);
	}

}
