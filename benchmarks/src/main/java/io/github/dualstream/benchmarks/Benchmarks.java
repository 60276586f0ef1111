package io.github.dualstream.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;

import io.github.dualstream.benchmarks.consume.ConsumeBenchmark;
import io.github.dualstream.benchmarks.engines.EnginesBenchmark;
import io.github.dualstream.benchmarks.eventstore.EventStoreBenchmark;
import io.github.dualstream.benchmarks.feeds.FeedsBenchmark;
import io.github.dualstream.benchmarks.latency.LatencyBenchmark;
import io.github.dualstream.benchmarks.micro.MicroBenchmark;
import io.github.dualstream.benchmarks.outbox.OutboxBenchmark;
import io.github.dualstream.benchmarks.outbox.OutboxLatencyBenchmark;
import io.github.dualstream.benchmarks.projections.ProjectionsBenchmark;
import io.github.dualstream.benchmarks.publish.PublishBenchmark;
import io.github.dualstream.benchmarks.redisfaults.RedisFaultsBenchmark;
import io.github.dualstream.benchmarks.run.Benchmark;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.sagas.SagasBenchmark;
import io.github.dualstream.benchmarks.startup.StartupBenchmark;

/**
 * Runs the benchmark that the first argument names.
 */
public final class Benchmarks {

	private static final List<Benchmark> ALL = List.of(new PublishBenchmark(), new ConsumeBenchmark(),
			new OutboxBenchmark(), new OutboxLatencyBenchmark(), new LatencyBenchmark(), new FeedsBenchmark(),
			new RedisFaultsBenchmark(), new EnginesBenchmark(), new EventStoreBenchmark(), new ProjectionsBenchmark(),
			new SagasBenchmark(), new StartupBenchmark());

	/** Measured by JMH, with JMH's options and JMH's report. */
	private static final String MICRO = "micro";

	private static final Path RESULTS = Path.of("target", "results");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

	private Benchmarks() {
	}

	public static void main(String[] arguments) throws Exception {
		String name = (arguments.length > 0) ? arguments[0] : "";
		String[] options = Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length);
		Path results = Files.createDirectories(RESULTS)
			.resolve(name + "-" + TIME.format(LocalDateTime.now(ZoneOffset.UTC)) + ".json");
		if (name.equals(MICRO)) {
			MicroBenchmark.run(results, options);
		}
		else {
			Run.of(find(name), System.out, options).writeTo(results);
		}
	}

	private static Benchmark find(String name) {
		return ALL.stream()
			.filter((benchmark) -> benchmark.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("No benchmark '" + name + "': there are "
					+ String.join(", ", ALL.stream().map(Benchmark::name).toList()) + " and " + MICRO));
	}

}
