package io.github.dualstream.benchmarks.feeds;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import io.github.dualstream.benchmarks.run.Machine;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Spread;

/**
 * Prints the figures.
 */
final class Report {

	private final PrintStream out;

	Report(PrintStream out) {
		this.out = out;
	}

	void begin(Options options, Machine machine) {
		print("feeds %s%n%s%n", options, machine);
	}

	void round(StreamRound round) {
		print("round %2d %-12s %-6s %6d clients, %4d frozen: %9.0f deliveries/s, %9.0f per CPU second, "
				+ "p50 %.1f ms, p99 %.1f ms, last p50 %.1f ms%n", round.number(), round.server(), round.load(),
				round.clients(), round.frozen(), round.perSecond(), round.perCpuSecond(), round.delivered().p50(),
				round.delivered().p99(), round.delivered().lastP50());
	}

	void end(Measured measured, Machine machine) {
		print("%nmedians; load %.2f at the end%n", machine.load());
		if (!measured.fanOut().isEmpty()) {
			print("fan-out in process: %s million deliveries/s, %s CPU ns, %s bytes per delivery%n",
					text(measured.fanOut(), (round) -> round.perSecond() / 1e6, "%.1f"),
					text(measured.fanOut(), (round) -> round.cpuSeconds() * 1e9 / round.deliveries(), "%.0f"),
					text(measured.fanOut(), FanOutRound::bytesPerDelivery, "%.1f"));
		}
		if (!measured.latency().isEmpty()) {
			print("publish to client: p50 %s ms, p99 %s ms%n", text(measured.latency(), Delivered::p50, "%.2f"),
					text(measured.latency(), Delivered::p99, "%.2f"));
		}
		measured.streams()
			.stream()
			.collect(Collectors.groupingBy((round) -> "%6d clients, %4d frozen, %-6s %-12s".formatted(round.clients(),
					round.frozen(), round.load(), round.server())))
			.entrySet()
			.stream()
			.sorted(java.util.Map.Entry.comparingByKey())
			.forEach((group) -> streams(group.getKey(), group.getValue()));
		measured.heapPerClient().forEach((clients, bytes) -> print("%s: heap per client %d bytes%n", clients, bytes));
		if (!measured.reconnects().isEmpty()) {
			measured.reconnects()
				.forEach((round) -> print(
						"%d clients back with %d events missed: connected in %.1f s, caught up in %.1f s, %s%n",
						round.clients(), round.missed(), round.connectedSeconds(), round.seconds(), round.delivered()));
		}
	}

	private void streams(String name, List<StreamRound> rounds) {
		print("%s %s deliveries/s, %s per CPU second, p50 %s ms, p99 %s ms, last client p50 %s ms%n", name,
				text(rounds, StreamRound::perSecond, "%.0f"), text(rounds, StreamRound::perCpuSecond, "%.0f"),
				text(rounds, (round) -> round.delivered().p50(), "%.1f"),
				text(rounds, (round) -> round.delivered().p99(), "%.1f"),
				text(rounds, (round) -> round.delivered().lastP50(), "%.1f"));
	}

	private static <T> String text(List<T> rounds, ToDoubleFunction<T> figure, String format) {
		return Spread.of(rounds, figure).text(format);
	}

	private void print(String format, Object... arguments) {
		this.out.printf(Locale.ROOT, format, arguments);
	}

}
