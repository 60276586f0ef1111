package io.github.dualstream.benchmarks.sagas;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import io.github.dualstream.benchmarks.run.Round;
import io.github.dualstream.benchmarks.run.Run;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SagasBenchmarkTests {

	@Test
	void everyContenderCompletesItsSagas() throws Exception {
		Run run = Run.of(new SagasBenchmark(),
				new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), "--sagas=20", "--threads=2",
				"--rounds=2", "--warm-up-rounds=0");
		assertThat(run.rounds()).extracting(Round::contender)
			.containsExactly("dual-stream", "bare-jdbc", "bare-jdbc", "dual-stream");
		assertThat(run.rounds())
			.allSatisfy((round) -> assertThat(round.figures().get("steps/s")).isPositive().isFinite());
	}

}
