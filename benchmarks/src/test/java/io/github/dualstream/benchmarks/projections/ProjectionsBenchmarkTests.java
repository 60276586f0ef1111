package io.github.dualstream.benchmarks.projections;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import io.github.dualstream.benchmarks.run.Round;
import io.github.dualstream.benchmarks.run.Run;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProjectionsBenchmarkTests {

	@Test
	void everyContenderBuildsTheWholeViewOfATopicThatGrows() throws Exception {
		Run run = Run.of(new ProjectionsBenchmark(),
				new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), "--events=300,900",
				"--rounds=1", "--warm-up-rounds=0", "--max-batch=40");
		assertThat(run.rounds()).extracting((round) -> round.workload() + ", " + round.contender())
			.containsExactlyInAnyOrder("300 events, dual-stream", "300 events, bare-consumer",
					"900 events, dual-stream", "900 events, bare-consumer");
		assertThat(run.rounds()).extracting(Round::figures)
			.allSatisfy((figures) -> assertThat(figures.get("events/s")).isPositive().isFinite());
	}

}
