package io.github.dualstream.benchmarks.engines;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.github.dualstream.benchmarks.run.Round;
import io.github.dualstream.benchmarks.run.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")
class EnginesBenchmarkTests {

	private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

	@Test
	void everyContenderAppendsEverythingToEachEngine() throws Exception {
		Run run = run("append", "--events=300");

		assertThat(run.rounds()).extracting(Round::workload)
			.containsOnly("append to kafka", "append to nats", "append to redis-streams");
		assertThat(run.rounds()).hasSize(3 * 4 * 2).allSatisfy((round) -> {
			assertThat(round.figures().get("events/s")).isPositive().isFinite();
			assertThat(round.figures().get("bytes/event")).isPositive();
		});
		assertThat(report()).contains("append : bare client", "publish-async : bare client",
				"publish-async-without-bus : bare client");
	}

	@Test
	void everyEventIsAcknowledgedAndEveryNotificationArrivesOnEachEngine() throws Exception {
		Run run = run("latency", "--rate=100", "--seconds=1");

		assertThat(events(run, EngineLatency.BARE_ACKNOWLEDGEMENT)).hasSize(3 * 2).containsOnly(100.0);
		assertThat(events(run, EngineLatency.BARE_NOTIFICATION)).hasSize(3 * 2).containsOnly(100.0);
		assertThat(events(run, EngineLatency.ACKNOWLEDGEMENT)).hasSize(3 * 2).containsOnly(100.0);
		assertThat(events(run, EngineLatency.NOTIFICATION)).hasSize(3 * 2).allMatch((events) -> events > 0);
		assertThat(report()).contains(EngineLatency.NOTIFICATION + " : " + EngineLatency.BARE_NOTIFICATION);
	}

	@Test
	void everyContenderHandlesAndCommitsEverything() throws Exception {
		Run run = run("consume", "--handlers=0,1", "--concurrency=6", "--records=1000");

		assertThat(run.rounds()).hasSize(2 * 2 * 2 * 2).allSatisfy((round) -> {
			assertThat(round.figures().get("records")).isEqualTo(1_000);
			assertThat(round.figures().get("per s")).isPositive().isLessThanOrEqualTo(round.figures().get("handled/s"));
		});
		assertThat(report()).contains("dual-stream@6 : pull-consumer@6", "dual-stream@6 : stream-container@6");
	}

	@Test
	void severalInstancesHandleEverythingOnceAndInOrder() throws Exception {
		Run run = run("scale-out", "--messages=300", "--handling-time=5");

		assertThat(run.rounds()).filteredOn((round) -> round.number() == 1)
			.extracting(Round::contender)
			.containsExactly("one instance@100", "5 instances@20", "one instance@20, and 4 join");
		assertThat(report()).contains("redis-streams, 300 messages, handler takes 5 ms");
	}

	@Test
	void everythingOfFiveTopicsIsReceivedWithoutARebalanceAfterTheFirst() throws Exception {
		Run run = run("five-topics", "--topic-messages=20");

		assertThat(run.rounds()).filteredOn((round) -> round.contender().equals(FiveTopics.ALL_AT_ONCE))
			.hasSize(2)
			.allSatisfy((round) -> {
				assertThat(round.figures().get("received %")).isEqualTo(100);
				assertThat(round.figures().get("rebalances")).isZero();
			});
		assertThat(report()).contains(FiveTopics.ONE_BY_ONE);
	}

	private Run run(String part, String... options) throws Exception {
		List<String> all = new ArrayList<>(List.of("--parts=" + part, "--rounds=1", "--warm-up-rounds=1"));
		all.addAll(List.of(options));
		return Run.of(new EnginesBenchmark(), new PrintStream(this.printed, true, StandardCharsets.UTF_8),
				all.toArray(String[]::new));
	}

	private String report() {
		return this.printed.toString(StandardCharsets.UTF_8);
	}

	private static List<Double> events(Run run, String what) {
		return run.rounds()
			.stream()
			.filter((round) -> round.contender().equals(what))
			.map((round) -> round.figures().get("events"))
			.toList();
	}

}
