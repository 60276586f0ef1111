package io.github.dualstream.benchmarks.publish;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import io.github.dualstream.benchmarks.run.Machine;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Results;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;

/**
 * Publishes the same events through dual-stream and through its peers, pair by pair.
 */
public final class PublishBenchmark {

	private static final Map<String, String> DEFAULTS = Map.of("linger", "0", "events", "60000", "slow-events", "1000",
			"pairs", "7", "warm-up-pairs", "2", "warm-up-events", "1000000", "peers", "all");

	private final Options options;

	private final List<Pairing> pairings;

	private final Report report;

	PublishBenchmark(PrintStream out, String... arguments) {
		this.options = Options.of(DEFAULTS, arguments);
		Set<String> peers = this.options.subset("peers",
				Pairing.ALL.stream().map(Pairing::peer).collect(Collectors.toSet()));
		this.pairings = Pairing.ALL.stream().filter((pairing) -> peers.contains(pairing.peer())).toList();
		this.report = new Report(out);
	}

	/**
	 * Run the benchmark and print what it measured.
	 * @param results where all figures go, as JSON
	 * @param arguments the options
	 * @throws ExecutionException if an event was not acknowledged
	 * @throws IOException if the results cannot be written
	 */
	public static void run(Path results, String... arguments)
			throws InterruptedException, ExecutionException, IOException {
		PublishBenchmark benchmark = new PublishBenchmark(System.out, arguments);
		Machine atStart = Machine.now();
		try (Servers servers = Servers.start()) {
			List<Pair> pairs = benchmark.run(servers);
			Results.of("publish", benchmark.options, atStart, pairs).writeTo(results);
		}
	}

	List<Pair> run(Servers servers) throws InterruptedException, ExecutionException {
		this.report.begin(this.options, Machine.now());
		List<Pair> pairs = new ArrayList<>();
		try (Topic topic = Topic.create(servers);
				Contenders contenders = new Contenders(servers, topic, this.options.number("linger"))) {
			contenders.get("raw-producer").publish(this.options.number("warm-up-events"));
			Measurement measurement = new Measurement(topic, contenders);
			for (int number = 1 - this.options.number("warm-up-pairs"); number <= this.options
				.number("pairs"); number++) {
				for (Pairing pairing : this.pairings) {
					pairs.add(pair(measurement, pairing, number));
					this.report.pair(pairs.get(pairs.size() - 1));
				}
			}
		}
		this.report.end(this.pairings, pairs, Machine.now());
		return pairs;
	}

	/** Takes turns in who goes first. */
	private Pair pair(Measurement measurement, Pairing pairing, int number)
			throws InterruptedException, ExecutionException {
		if (number % 2 == 0) {
			Round subject = round(measurement, pairing.subject());
			return new Pair(number, subject, round(measurement, pairing.peer()));
		}
		Round peer = round(measurement, pairing.peer());
		return new Pair(number, round(measurement, pairing.subject()), peer);
	}

	private Round round(Measurement measurement, String contender) throws InterruptedException, ExecutionException {
		return measurement.of(contender, this.options.number("events"), this.options.number("slow-events"));
	}

}
