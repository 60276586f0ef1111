package io.github.dualstream.benchmarks.latency;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.dualstream.benchmarks.workload.Servers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LatencyBenchmarkTests {

	@Test
	void everyLatencyOfEveryEventIsMeasuredAndReported() throws Exception {
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		List<Round> rounds;
		try (Servers servers = Servers.start()) {
			rounds = new LatencyBenchmark(new PrintStream(printed, true, StandardCharsets.UTF_8), "--rate=100",
					"--seconds=1", "--rounds=2", "--warm-up-rounds=1")
				.run(servers);
		}

		assertThat(rounds).extracting(Round::number).containsExactly(0, 1, 2);
		assertThat(rounds).allSatisfy((round) -> {
			assertThat(round.latencies()).containsOnlyKeys(Latency.ALL);
			assertThat(round.latencies().get(Latency.BARE_PUBLISH_TO_SUBSCRIBER).count()).isEqualTo(100);
			assertThat(round.latencies().get(Latency.CALL_TO_CONSUMER).count()).isEqualTo(100);
			assertThat(round.latencies().get(Latency.CALL_TO_SUBSCRIBER).count()).isEqualTo(round.notificationsSent());
			assertThat(round.notificationsSent()).isPositive();
		});
		assertThat(printed.toString(StandardCharsets.UTF_8)).contains(Latency.ALL);
	}

}
