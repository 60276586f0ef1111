package io.github.dualstream.benchmarks.publish;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.dualstream.benchmarks.publish.PublishBenchmark.Pair;
import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.Round;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Orders;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PublishBenchmarkTests {

	@Test
	void everyPairIsMeasuredByTurnsAndReported() throws Exception {
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		Run run = Run.of(new PublishBenchmark(), new PrintStream(printed, true, StandardCharsets.UTF_8), "--events=200",
				"--slow-events=50", "--pairs=1", "--warm-up-pairs=1", "--warm-up-events=10");

		assertThat(run.rounds()).hasSize(2 * 2 * PublishBenchmark.PAIRS.size());
		for (Pair pair : PublishBenchmark.PAIRS) {
			List<Round> rounds = run.rounds()
				.stream()
				.filter((round) -> round.workload().equals(pair.toString()))
				.toList();
			assertThat(rounds).extracting(Round::number).containsExactly(0, 0, 1, 1);
			assertThat(rounds).extracting(Round::contender)
				.containsExactly(pair.subject(), pair.peer(), pair.peer(), pair.subject());
			assertThat(printed.toString(StandardCharsets.UTF_8)).contains(pair.subject() + " : " + pair.peer());
		}
		assertThat(run.rounds()).extracting(Round::figures).allSatisfy(PublishBenchmarkTests::costsSomething);
		// the clock of CPU time has ticks longer than such a round
		assertThat(run.rounds().stream().mapToDouble((round) -> round.figures().get("CPU us/event")).sum())
			.isPositive();
	}

	private static void costsSomething(Figures figures) {
		assertThat(figures.get("events/s")).isPositive().isFinite();
		assertThat(figures.get("settled/s")).isPositive().isLessThanOrEqualTo(figures.get("events/s"));
		assertThat(figures.get("bytes/event")).isGreaterThan(Orders.SIZE);
	}

}
