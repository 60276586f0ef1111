package io.github.dualstream.benchmarks.latency;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.dualstream.benchmarks.run.Run;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LatencyBenchmarkTests {

	@Test
	void everyLatencyOfEveryEventIsMeasuredAndReported() throws Exception {
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		Run run = Run.of(new LatencyBenchmark(), new PrintStream(printed, true, StandardCharsets.UTF_8), "--rate=100",
				"--seconds=1", "--rounds=2", "--warm-up-rounds=1");

		assertThat(events(run, LatencyBenchmark.BARE_SEND)).containsExactly(100.0, 100.0, 100.0);
		assertThat(events(run, LatencyBenchmark.BARE_PUBLISH_TO_SUBSCRIBER)).containsExactly(100.0, 100.0, 100.0);
		assertThat(events(run, LatencyBenchmark.CALL)).containsExactly(100.0, 100.0, 100.0);
		assertThat(events(run, LatencyBenchmark.CALL_TO_ACKNOWLEDGEMENT)).containsExactly(100.0, 100.0, 100.0);
		assertThat(events(run, LatencyBenchmark.CALL_TO_CONSUMER)).containsExactly(100.0, 100.0, 100.0);
		assertThat(events(run, LatencyBenchmark.SENT)).hasSize(3).allMatch((sent) -> sent > 0);
		assertThat(events(run, LatencyBenchmark.CALL_TO_SUBSCRIBER)).isEqualTo(events(run, LatencyBenchmark.SENT));
		assertThat(events(run, LatencyBenchmark.ACKNOWLEDGEMENT_TO_SUBSCRIBER))
			.isEqualTo(events(run, LatencyBenchmark.SENT));
		assertThat(printed.toString(StandardCharsets.UTF_8)).contains(
				LatencyBenchmark.CALL + " : " + LatencyBenchmark.BARE_SEND,
				LatencyBenchmark.CALL_TO_CONSUMER + " : " + LatencyBenchmark.BARE_PUBLISH_TO_SUBSCRIBER);
	}

	private static List<Double> events(Run run, String latency) {
		return run.rounds()
			.stream()
			.filter((round) -> round.contender().equals(latency))
			.map((round) -> round.figures().get("events"))
			.toList();
	}

}
