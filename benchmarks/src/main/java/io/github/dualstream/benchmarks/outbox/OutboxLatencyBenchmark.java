package io.github.dualstream.benchmarks.outbox;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

import io.github.dualstream.benchmarks.run.FixedRate;
import io.github.dualstream.benchmarks.run.Machine;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Results;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.test.PostgresServer;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;

/**
 * Commits events at a fixed rate, and as many transactions without an event in between.
 */
public final class OutboxLatencyBenchmark {

	private static final Map<String, String> DEFAULTS = Map.of("rate", "500", "seconds", "10", "rounds", "5",
			"warm-up-rounds", "3", "contenders", "all");

	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	private final Options options;

	private final LatencyReport report;

	OutboxLatencyBenchmark(PrintStream out, String... arguments) {
		this.options = Options.of(DEFAULTS, arguments);
		this.report = new LatencyReport(out);
	}

	/**
	 * Run the benchmark and print what it measured.
	 * @param results where all figures go, as JSON
	 * @param arguments the options
	 * @throws ExecutionException if the topic cannot be created
	 * @throws IOException if the results cannot be written
	 */
	public static void run(Path results, String... arguments)
			throws InterruptedException, ExecutionException, IOException {
		OutboxLatencyBenchmark benchmark = new OutboxLatencyBenchmark(System.out, arguments);
		Machine atStart = Machine.now();
		try (Servers servers = Servers.start(); PostgresServer database = PostgresServer.start()) {
			List<LatencyRound> rounds = benchmark.run(servers, database);
			Results.of("outbox-latency", benchmark.options, atStart, rounds).writeTo(results);
		}
	}

	List<LatencyRound> run(Servers servers, PostgresServer database) throws InterruptedException, ExecutionException {
		this.report.begin(this.options, Machine.now());
		List<LatencyRound> rounds = new ArrayList<>();
		Map<String, Supplier<OutboxContender>> contenders = Contenders.of(this.options, servers, database);
		try (Topic topic = Topic.create(servers)) {
			for (Map.Entry<String, Supplier<OutboxContender>> contender : contenders.entrySet()) {
				try (OutboxContender started = contender.getValue().get()) {
					rounds.addAll(rounds(contender.getKey(), started, servers, topic));
				}
			}
		}
		this.report.end(rounds, Machine.now());
		return rounds;
	}

	private List<LatencyRound> rounds(String name, OutboxContender contender, Servers servers, Topic topic)
			throws InterruptedException, ExecutionException {
		List<LatencyRound> rounds = new ArrayList<>();
		int last = this.options.number("rounds");
		for (int number = 1 - this.options.number("warm-up-rounds"); number <= last; number++) {
			long expected = topic.records() + events();
			rounds.add(round(name, number, contender, servers));
			if (topic.records() != expected) {
				throw new IllegalStateException(name + " sent " + (topic.records() - expected) + " records too many");
			}
			this.report.round(rounds.get(rounds.size() - 1));
		}
		return rounds;
	}

	private LatencyRound round(String name, int number, OutboxContender contender, Servers servers) {
		int events = events();
		long[] committed = new long[events];
		Histogram plain = new Histogram(3);
		Histogram withEvent = new Histogram(3);
		try (Arrivals arrivals = Arrivals.watch(servers, events)) {
			new FixedRate(2 * this.options.number("rate")).run(2 * events, (call, due) -> {
				boolean hasEvent = call % 2 == 1;
				long start = System.nanoTime();
				contender.commit(call / 2, hasEvent ? 1 : 0);
				long end = System.nanoTime();
				(hasEvent ? withEvent : plain).recordValue(end - start);
				committed[call / 2] = end;
			});
			Awaitility.await("every event has arrived").atMost(TIMEOUT).until(() -> arrivals.count() >= events);
			return round(name, number, committed, arrivals, plain, withEvent);
		}
	}

	private int events() {
		return this.options.number("rate") * this.options.number("seconds");
	}

	private static LatencyRound round(String name, int number, long[] committed, Arrivals arrivals, Histogram plain,
			Histogram withEvent) {
		Histogram latency = new Histogram(3);
		for (int event = 0; event < committed.length; event++) {
			// the consumer can be faster than the thread that commits
			latency.recordValue(Math.max(0, arrivals.nanos(event) - committed[event]));
		}
		return new LatencyRound(name, number, latency.getValueAtPercentile(50) / 1e6,
				latency.getValueAtPercentile(99) / 1e6, latency.getMaxValue() / 1e6,
				plain.getValueAtPercentile(50) / 1e3, withEvent.getValueAtPercentile(50) / 1e3);
	}

}
