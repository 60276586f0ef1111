package io.github.dualstream.benchmarks.redisfaults;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import io.github.dualstream.benchmarks.run.Round;
import io.github.dualstream.benchmarks.run.Run;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RedisFaultsBenchmarkTests {

	@Test
	void everyFaultIsMetAndOvercomeAndReported() throws Exception {
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		Run run = Run.of(new RedisFaultsBenchmark(), new PrintStream(printed, true, StandardCharsets.UTF_8),
				"--events=300", "--rounds=1", "--warm-up-rounds=0", "--warm-up-events=3");

		assertThat(run.rounds()).extracting(Round::workload)
			.containsExactly("Redis is hung", "Redis is hung", "Redis is killed", "Redis is killed", "Redis is slow",
					"Redis is slow");
		assertThat(run.rounds()).allSatisfy((round) -> assertThat(round.figures().get("events/s")).isPositive());
		assertThat(run.rounds()).filteredOn((round) -> round.contender().equals("faulty"))
			.hasSize(3)
			.allSatisfy((round) -> assertThat(round.figures().get("recovery ms")).isPositive());
		assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Redis is hung", "faulty : healthy",
				"heap growth MB");
	}

}
