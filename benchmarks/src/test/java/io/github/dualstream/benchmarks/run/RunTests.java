package io.github.dualstream.benchmarks.run;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class RunTests {

	private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

	@Test
	void contendersComeForwardsAndBackwardsByTurns() {
		assertThat(Run.inTurns(-1, List.of("a", "b"))).containsExactly("a", "b");
		assertThat(Run.inTurns(0, List.of("a", "b"))).containsExactly("b", "a");
		assertThat(Run.inTurns(1, List.of("a", "b"))).containsExactly("a", "b");
		assertThat(Run.inTurns(2, List.of("a", "b"))).containsExactly("b", "a");
	}

	@Test
	void reportHasMediansOfTheRoundsThatCountAndRatiosWithinEachRound() throws Exception {
		run();

		assertThat(this.printed.toString(StandardCharsets.UTF_8)).endsWith("""
				orders                  events/s  lost  CPU
				raw               200 (100..300)     0
				subject            100 (50..150)     0    7
				subject : raw  0.50 (0.17..1.50)
				raw - subject     100 (-50..250)     0

				refunds  events/s
				subject        10
				""");
	}

	@Test
	void fileHasEveryRound(@TempDir Path folder) throws Exception {
		Path file = folder.resolve("results.json");

		run().writeTo(file);

		JsonNode results = JsonMapper.shared().readTree(file.toFile());
		assertThat(results.get("benchmark").stringValue()).isEqualTo("example");
		assertThat(results.get("options").get("rounds").stringValue()).isEqualTo("3");
		assertThat(results.get("versions").get("kafka-clients").stringValue()).isNotEmpty();
		assertThat(results.get("atStart").get("cpus").intValue()).isPositive();
		assertThat(results.get("measured")).hasSize(9);
		JsonNode first = results.get("measured").get(0);
		assertThat(first.get("number").intValue()).isEqualTo(0);
		assertThat(first.get("workload").stringValue()).isEqualTo("orders");
		assertThat(first.get("contender").stringValue()).isEqualTo("raw");
		assertThat(first.get("figures").get("events/s").doubleValue()).isEqualTo(1);
	}

	private Run run() throws Exception {
		return Run.of(new Example(), new PrintStream(this.printed, true, StandardCharsets.UTF_8), "--rounds=3");
	}

	private static final class Example implements Benchmark {

		@Override
		public String name() {
			return "example";
		}

		@Override
		public Map<String, String> defaults() {
			return Map.of("rounds", "5", "warm-up-rounds", "1");
		}

		@Override
		public void run(Run run) {
			run.ratio("subject", "raw");
			run.difference("raw", "subject");
			for (int number : run.options().rounds("rounds")) {
				run.add(number, "orders", "raw",
						new Figures().with("events/s", Math.max(1, number * 100)).with("lost", 0));
				run.add(number, "orders", "subject",
						new Figures().with("events/s", (number == 1) ? 150 : (number == 2) ? 100 : 50)
							.with("lost", 0)
							.with("CPU", 7));
			}
			run.add(1, "refunds", "subject", new Figures().with("events/s", 10));
		}

	}

}
