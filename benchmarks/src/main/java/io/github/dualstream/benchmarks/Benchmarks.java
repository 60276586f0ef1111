package io.github.dualstream.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

import io.github.dualstream.benchmarks.consume.ConsumeBenchmark;
import io.github.dualstream.benchmarks.feeds.FeedsBenchmark;
import io.github.dualstream.benchmarks.latency.LatencyBenchmark;
import io.github.dualstream.benchmarks.micro.MicroBenchmark;
import io.github.dualstream.benchmarks.outbox.OutboxBenchmark;
import io.github.dualstream.benchmarks.outbox.OutboxLatencyBenchmark;
import io.github.dualstream.benchmarks.publish.PublishBenchmark;
import io.github.dualstream.benchmarks.redisfaults.RedisFaultsBenchmark;
import io.github.dualstream.benchmarks.startup.StartupBenchmark;

/**
 * Runs the benchmark that the first argument names.
 */
public final class Benchmarks {

	private static final Path RESULTS = Path.of("target", "results");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

	private Benchmarks() {
	}

	public static void main(String[] arguments) throws Exception {
		String name = (arguments.length > 0) ? arguments[0] : "";
		String[] options = Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length);
		Path results = Files.createDirectories(RESULTS)
			.resolve(name + "-" + TIME.format(LocalDateTime.now(ZoneOffset.UTC)) + ".json");
		switch (name) {
			case "consume" -> ConsumeBenchmark.run(results, options);
			case "feeds" -> FeedsBenchmark.run(results, options);
			case "micro" -> MicroBenchmark.run(results, options);
			case "latency" -> LatencyBenchmark.run(results, options);
			case "outbox" -> OutboxBenchmark.run(results, options);
			case "outbox-latency" -> OutboxLatencyBenchmark.run(results, options);
			case "publish" -> PublishBenchmark.run(results, options);
			case "redis-faults" -> RedisFaultsBenchmark.run(results, options);
			case "startup" -> StartupBenchmark.run(results, options);
			default -> throw new IllegalArgumentException("No benchmark '" + name
					+ "': there are publish, consume, outbox, outbox-latency, latency, feeds, redis-faults, startup and micro");
		}
	}

}
