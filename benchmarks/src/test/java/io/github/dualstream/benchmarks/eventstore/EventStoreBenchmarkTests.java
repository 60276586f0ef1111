package io.github.dualstream.benchmarks.eventstore;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import io.github.dualstream.benchmarks.run.Round;
import io.github.dualstream.benchmarks.run.Run;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventStoreBenchmarkTests {

	@Test
	void everyContenderAppendsAndLoads() throws Exception {
		Run run = Run.of(new EventStoreBenchmark(),
				new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), "--events=10",
				"--streams=4", "--loads=8", "--threads=2", "--rounds=1", "--warm-up-rounds=0");
		assertThat(run.rounds()).extracting(Round::contender)
			.containsExactlyInAnyOrder("dual-stream", "bare-jdbc", "axon");
		assertThat(run.rounds()).allSatisfy((round) -> {
			assertThat(round.figures().get("appends/s")).isPositive().isFinite();
			assertThat(round.figures().get("loads/s")).isPositive().isFinite();
		});
	}

}
