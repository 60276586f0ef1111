package io.github.dualstream.benchmarks.redisfaults;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.dualstream.benchmarks.workload.Servers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RedisFaultsBenchmarkTests {

	@Test
	void everyFaultIsMetAndOvercomeAndReported() throws Exception {
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		List<Round> rounds;
		try (Servers servers = Servers.start()) {
			rounds = new RedisFaultsBenchmark(new PrintStream(printed, true, StandardCharsets.UTF_8), "--events=300",
					"--rounds=1", "--warm-up-rounds=0", "--warm-up-events=3")
				.run(servers);
		}

		assertThat(rounds).extracting(Round::fault).containsExactly("hung", "killed", "slow");
		assertThat(rounds).allSatisfy((round) -> {
			assertThat(round.healthyPerSecond()).isPositive();
			assertThat(round.faultyPerSecond()).isPositive();
			assertThat(round.recoveryMillis()).isPositive();
		});
		assertThat(printed.toString(StandardCharsets.UTF_8)).contains("hung", "killed", "slow");
	}

}
