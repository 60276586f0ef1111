package io.github.dualstream.benchmarks.consume;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.benchmarks.run.Machine;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Results;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.transport.kafka.KafkaAdministration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Handles the same records by dual-stream and by its peers, one after the other.
 */
public final class ConsumeBenchmark {

	private static final Map<String, String> DEFAULTS = Map.ofEntries(Map.entry("contenders", "all"),
			Map.entry("handlers", "0,1,2,10,100"), Map.entry("concurrency", "16,100,1000"), Map.entry("rounds", "5"),
			Map.entry("warm-up-rounds", "1"), Map.entry("seconds", "5"), Map.entry("records", "100000"),
			Map.entry("immediate-records", "500000"), Map.entry("commit-interval", "100"),
			Map.entry("max-poll-records", "2000"), Map.entry("in-flight", "100000"));

	/** All members of a group begin together. */
	private static final Map<String, String> BROKER = Map.of("group.initial.rebalance.delay.ms", "500");

	private final Options options;

	private final Report report;

	ConsumeBenchmark(PrintStream out, String... arguments) {
		this.options = Options.of(DEFAULTS, arguments);
		this.report = new Report(out);
	}

	/**
	 * Run the benchmark and print what it measured.
	 * @param results where all figures go, as JSON
	 * @param arguments the options
	 * @throws ExecutionException if Kafka refuses something
	 * @throws IOException if the results cannot be written
	 */
	public static void run(Path results, String... arguments)
			throws InterruptedException, ExecutionException, IOException {
		ConsumeBenchmark benchmark = new ConsumeBenchmark(System.out, arguments);
		Machine atStart = Machine.now();
		try (KafkaServer kafka = startBroker()) {
			Consumed consumed = benchmark.run(kafka.bootstrapServers());
			Results.of("consume", benchmark.options, atStart, consumed).writeTo(results);
		}
	}

	static KafkaServer startBroker() {
		return Servers.startKafka(BROKER);
	}

	Consumed run(String bootstrapServers) throws InterruptedException, ExecutionException {
		this.report.begin(this.options, Machine.now());
		try (Backlog backlog = new Backlog(bootstrapServers);
				KafkaAdministration administration = new KafkaAdministration(
						() -> Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers)))) {
			Contenders contenders = new Contenders(bootstrapServers, administration,
					Duration.ofMillis(this.options.number("commit-interval")), this.options.number("max-poll-records"));
			InFlightHeap heap = new InFlightMeasurement(backlog, contenders.dualStream(1_000))
				.of(this.options.number("in-flight"));
			this.report.heap(heap);
			List<Contender> all = contenders.of(this.options.subset("contenders", Contenders.NAMES),
					this.options.numbers("concurrency"));
			List<Round> rounds = rounds(new Measurement(backlog, workload()), all);
			this.report.end(all, this.options.numbers("handlers"), rounds, Machine.now());
			return new Consumed(heap, rounds);
		}
	}

	private Workload workload() {
		return new Workload(this.options.number("seconds"), this.options.number("records"),
				this.options.number("immediate-records"));
	}

	/** Everyone in turn, forwards and backwards by turns. */
	private List<Round> rounds(Measurement measurement, List<Contender> contenders)
			throws InterruptedException, ExecutionException {
		List<Round> rounds = new ArrayList<>();
		for (int number = 1 - this.options.number("warm-up-rounds"); number <= this.options
			.number("rounds"); number++) {
			List<Contender> order = new ArrayList<>(contenders);
			if (number % 2 == 0) {
				Collections.reverse(order);
			}
			for (int millis : this.options.numbers("handlers")) {
				for (Contender contender : order) {
					rounds.add(measurement.round(number, contender, millis));
					this.report.round(rounds.get(rounds.size() - 1));
				}
			}
		}
		return rounds;
	}

}
