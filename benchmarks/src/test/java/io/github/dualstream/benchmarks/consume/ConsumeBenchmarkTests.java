package io.github.dualstream.benchmarks.consume;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.Run;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ConsumeBenchmarkTests {

	@Test
	void everyContenderHandlesAndCommitsEverythingAndIsReported() throws Exception {
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		Run run = Run.of(new ConsumeBenchmark(), new PrintStream(printed, true, StandardCharsets.UTF_8),
				"--handlers=0,1", "--concurrency=4", "--rounds=1", "--warm-up-rounds=1", "--records=1000",
				"--immediate-records=2000", "--in-flight=2000");

		assertThat(run.rounds().get(0).figures().get("MB of heap")).isPositive();
		// five contenders, two kinds of handlers, two rounds
		assertThat(run.rounds().stream().skip(1)).hasSize(5 * 2 * 2).allSatisfy((round) -> {
			Figures figures = round.figures();
			assertThat(figures.get("per s")).isPositive().isFinite().isLessThanOrEqualTo(figures.get("handled/s"));
			assertThat(figures.get("records")).isEqualTo(round.workload().contains("0 ms") ? 2_000 : 1_000);
		});
		assertThat(printed.toString(StandardCharsets.UTF_8)).contains("container@6", "container-json@6",
				"parallel-consumer@4", "dual-stream@4 : parallel-consumer@4", "dual-stream@4 : container@6",
				"dual-stream-json@4 : container-json@6");
	}

	@Test
	void whenARecordIsHandledTwiceThenTheRoundFails() {
		Handling handling = new Handling(2, 0);
		handling.handle("source-1", 0);
		handling.handle("source-1", 1);
		handling.handle("source-2", 2);
		assertThatIllegalStateException().isThrownBy(handling::check).withMessageContaining("3 were handled");
	}

	@Test
	void whenARecordIsHandledBeforeAnEarlierOneOfItsSourceThenTheRoundFails() {
		Handling handling = new Handling(2, 0);
		handling.handle("source-1", 1);
		handling.handle("source-1", 0);
		assertThatIllegalStateException().isThrownBy(handling::check).withMessageContaining("1 of them out of order");
	}

	@Test
	void whenNotEverythingIsHandledInTimeThenTheRoundFails() {
		assertThatIllegalStateException().isThrownBy(() -> new Handling(1, 0).await(Duration.ofMillis(1)))
			.withMessageContaining("0 of 1 records");
	}

}
