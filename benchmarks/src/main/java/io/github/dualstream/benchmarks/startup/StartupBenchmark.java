package io.github.dualstream.benchmarks.startup;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.benchmarks.run.Machine;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Results;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;

/**
 * Starts an empty application, without and with dual-stream's starter, in turns.
 */
public final class StartupBenchmark {

	private static final Map<String, String> DEFAULTS = Map.of("rounds", "9", "warm-up-rounds", "1", "topic-strategy",
			"validate-only");

	private final Options options;

	private final Report report;

	StartupBenchmark(PrintStream out, String... arguments) {
		this.options = Options.of(DEFAULTS, arguments);
		this.report = new Report(out);
	}

	/**
	 * Run the benchmark and print what it measured.
	 * @param results where all figures go, as JSON
	 * @param arguments the options
	 * @throws ExecutionException if the topic cannot be created
	 * @throws IOException if an application cannot be started, or the results cannot be
	 * written
	 */
	public static void run(Path results, String... arguments)
			throws InterruptedException, ExecutionException, IOException {
		StartupBenchmark benchmark = new StartupBenchmark(System.out, arguments);
		Machine atStart = Machine.now();
		try (Servers servers = Servers.start()) {
			Topic.create(servers).close();
			List<Start> starts = benchmark.run(Starter.of(benchmark.properties(servers)));
			Results.of("startup", benchmark.options, atStart, starts).writeTo(results);
		}
	}

	private List<String> properties(Servers servers) {
		List<String> properties = new ArrayList<>(servers.properties());
		properties.add("dual-stream.kafka.topic=" + Topic.NAME);
		properties.add("dual-stream.topic-management.strategy=" + this.options.text("topic-strategy"));
		return properties;
	}

	private List<Start> run(Starter starter) throws InterruptedException, IOException {
		this.report.begin(this.options, Machine.now());
		List<Start> starts = new ArrayList<>();
		for (int number = 1 - this.options.number("warm-up-rounds"); number <= this.options
			.number("rounds"); number++) {
			for (Variant variant : Variant.values()) {
				starts.add(starter.start(number, variant));
				this.report.start(starts.get(starts.size() - 1));
			}
		}
		this.report.end(starts, Machine.now());
		return starts;
	}

}
