package io.github.dualstream.benchmarks.outbox;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import io.github.dualstream.benchmarks.run.Round;
import io.github.dualstream.benchmarks.run.Run;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutboxBenchmarkTests {

	private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

	private final PrintStream out = new PrintStream(this.printed, true, StandardCharsets.UTF_8);

	@Test
	void everyContenderSendsEveryRow() throws Exception {
		Run run = Run.of(new OutboxBenchmark(), this.out, "--rows=200,300", "--rounds=1", "--warm-up-seconds=0",
				"--rows-per-transaction=50");

		assertThat(run.rounds()).extracting(Round::contender)
			.containsExactly("dual-stream", "dual-stream", "modulith", "modulith", "namastack", "namastack");
		assertThat(run.rounds())
			.allSatisfy((round) -> assertThat(round.figures().get("rows/s done")).isPositive().isFinite());
		assertThat(this.printed.toString(StandardCharsets.UTF_8)).contains("namastack", "200 rows", "300 rows");
	}

	@Test
	void everyEventOfEveryContenderArrives() throws Exception {
		Run run = Run.of(new OutboxLatencyBenchmark(), this.out, "--rate=200", "--seconds=1", "--rounds=1",
				"--warm-up-rounds=0");

		assertThat(run.rounds()).extracting(Round::contender).containsExactly("dual-stream", "modulith", "namastack");
		assertThat(run.rounds()).allSatisfy((round) -> {
			assertThat(round.figures().get("p99 ms")).isPositive()
				.isGreaterThanOrEqualTo(round.figures().get("p50 ms"));
			assertThat(round.figures().get("transaction us")).isPositive();
		});
		assertThat(this.printed.toString(StandardCharsets.UTF_8)).contains("namastack", "event adds us");
	}

}
