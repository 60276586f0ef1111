package io.github.dualstream.benchmarks.engines;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.dualstream.benchmarks.run.Benchmark;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;

/**
 * Appends, announces and handles on each engine, through dual-stream and by the engine's
 * bare client.
 */
public final class EnginesBenchmark implements Benchmark {

	static final List<String> PARTS = List.of("append", "latency", "consume", "scale-out", "five-topics");

	private static final List<String> ENGINES = List.of(KafkaEngine.NAME, NatsEngine.NAME, RedisStreamsEngine.NAME);

	@Override
	public String name() {
		return "engines";
	}

	@Override
	public Map<String, String> defaults() {
		return Map.ofEntries(Map.entry("parts", "all"), Map.entry("engines", "all"), Map.entry("rounds", "5"),
				Map.entry("warm-up-rounds", "2"), Map.entry("events", "60000"), Map.entry("rate", "1000"),
				Map.entry("seconds", "3"), Map.entry("handlers", "0,1,10"), Map.entry("concurrency", "6,100"),
				Map.entry("records", "100000"), Map.entry("commit-interval", "100"), Map.entry("messages", "3000"),
				Map.entry("handling-time", "100"), Map.entry("scale-out-partitions", "20"),
				Map.entry("topic-messages", "400"));
	}

	@Override
	public void run(Run run) throws Exception {
		Options options = run.options();
		run.note("%d bytes of JSON, %d sources, %d partitions, at most %d MB in flight", Orders.SIZE, Orders.SOURCES,
				Topic.PARTITIONS, Engine.IN_FLIGHT >> 20);
		Appending.compare(run);
		EngineLatency.compare(run);
		Set<String> parts = options.subset("parts", Set.copyOf(PARTS));
		Set<String> engines = options.subset("engines", Set.copyOf(ENGINES));
		for (String part : PARTS) {
			for (String name : parts.contains(part) ? enginesOf(part) : List.<String>of()) {
				if (engines.contains(name)) {
					// each part begins with servers that have nothing
					try (Engine engine = start(name)) {
						measure(part, engine, run);
					}
				}
			}
		}
	}

	private static List<String> enginesOf(String part) {
		return switch (part) {
			case "append", "latency" -> ENGINES;
			// Kafka's consumers have a benchmark of their own
			case "consume" -> List.of(NatsEngine.NAME, RedisStreamsEngine.NAME);
			case "scale-out" -> List.of(RedisStreamsEngine.NAME);
			default -> List.of(KafkaEngine.NAME);
		};
	}

	private static Engine start(String name) {
		return switch (name) {
			case KafkaEngine.NAME -> new KafkaEngine();
			case NatsEngine.NAME -> new NatsEngine();
			default -> new RedisStreamsEngine();
		};
	}

	private static void measure(String part, Engine engine, Run run) throws Exception {
		Options options = run.options();
		switch (part) {
			case "append" -> new Appending(engine, options.number("events")).run(run);
			case "latency" -> new EngineLatency(engine, options.number("rate")).run(run);
			case "consume" -> new Consuming(engine).run(run);
			case "scale-out" -> new ScaleOut(engine, options).run(run);
			default -> new FiveTopics(engine, options.number("topic-messages")).run(run);
		}
	}

}
