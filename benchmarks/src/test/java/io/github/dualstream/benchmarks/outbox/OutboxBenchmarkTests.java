package io.github.dualstream.benchmarks.outbox;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.test.PostgresServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutboxBenchmarkTests {

	@Test
	void everyContenderSendsEveryRow() throws Exception {
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		try (Servers servers = Servers.start(); PostgresServer database = PostgresServer.start()) {
			List<Round> rounds = new OutboxBenchmark(new PrintStream(output, true, StandardCharsets.UTF_8),
					"--rows=200,300", "--rounds=1", "--warm-up-seconds=0", "--rows-per-transaction=50")
				.run(servers, database);

			assertThat(rounds).extracting(Round::contender)
				.containsExactly("dual-stream", "dual-stream", "modulith", "modulith", "namastack", "namastack");
			assertThat(rounds).allSatisfy((round) -> assertThat(round.rowsPerSecond()).isPositive());
		}
		assertThat(output.toString(StandardCharsets.UTF_8)).contains("namastack").contains("rows/s done");
	}

	@Test
	void everyEventOfEveryContenderArrives() throws Exception {
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		try (Servers servers = Servers.start(); PostgresServer database = PostgresServer.start()) {
			List<LatencyRound> rounds = new OutboxLatencyBenchmark(
					new PrintStream(output, true, StandardCharsets.UTF_8), "--rate=200", "--seconds=1", "--rounds=1",
					"--warm-up-rounds=0")
				.run(servers, database);

			assertThat(rounds).extracting(LatencyRound::contender)
				.containsExactly("dual-stream", "modulith", "namastack");
			assertThat(rounds).allSatisfy((round) -> {
				assertThat(round.p99Millis()).isPositive().isGreaterThanOrEqualTo(round.p50Millis());
				assertThat(round.transactionMicros()).isPositive();
			});
		}
		assertThat(output.toString(StandardCharsets.UTF_8)).contains("namastack").contains("event adds us");
	}

}
