package io.github.dualstream.benchmarks.startup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.benchmarks.run.Benchmark;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;

/**
 * Starts an empty application, without and with dual-stream's starter, in turns.
 */
public final class StartupBenchmark implements Benchmark {

	@Override
	public String name() {
		return "startup";
	}

	@Override
	public Map<String, String> defaults() {
		return Map.of("rounds", "9", "warm-up-rounds", "1", "topic-strategy", "validate-only");
	}

	@Override
	public void run(Run run) throws InterruptedException, ExecutionException, IOException {
		run.difference(Variant.DUAL_STREAM.name(), Variant.NEIGHBOURS.name());
		run.difference(Variant.DUAL_STREAM.name(), Variant.SPRING_BOOT.name());
		try (Servers servers = Servers.startWithTopic()) {
			List<String> properties = new ArrayList<>(servers.properties());
			properties.add("dual-stream.kafka.topic=" + Topic.NAME);
			properties.add("dual-stream.topic-management.strategy=" + run.options().text("topic-strategy"));
			Starter starter = Starter.of(properties);
			for (int number : run.options().rounds("rounds")) {
				for (Variant variant : Run.inTurns(number, List.of(Variant.values()))) {
					run.add(number, "startup", variant.name(), starter.start(variant));
				}
			}
		}
	}

}
