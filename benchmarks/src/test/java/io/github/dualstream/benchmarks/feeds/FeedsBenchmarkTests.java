package io.github.dualstream.benchmarks.feeds;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.dualstream.benchmarks.run.Run;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FeedsBenchmarkTests {

	@Test
	void everyPartMeasuresWhatItsClientsGot() throws Exception {
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		Run run = Run.of(new FeedsBenchmark(), new PrintStream(printed, true, StandardCharsets.UTF_8), "--clients=100",
				"--servers=dual-stream-jetty", "--rounds=1", "--warm-up-rounds=0", "--burst=2000", "--subscribers=50",
				"--events=20", "--rate=100", "--seconds=1", "--missed=5",
				"--gateway-jvm=-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");

		assertThat(deliveries(run, "fan-out in process")).containsExactly(50.0 * 20);
		assertThat(deliveries(run, "100 events per second, publish to client")).containsExactly(100.0);
		// all clients, then all but the one that never reads
		assertThat(deliveries(run, "100 clients, SINGLE")).containsExactly(20.0 * 100, 20.0 * 99);
		assertThat(deliveries(run, "100 clients, BURST")).containsExactly(20.0 * 100, 20.0 * 99);
		assertThat(deliveries(run, "100 clients back with 5 events missed")).containsExactly(100.0 * 2 * 5);
		assertThat(run.rounds()).filteredOn((round) -> round.workload().equals("100 clients"))
			.singleElement()
			.satisfies((round) -> assertThat(round.figures().get("heap bytes/client")).isFinite());
		assertThat(printed.toString(StandardCharsets.UTF_8)).contains("dual-stream-jetty, 1 clients never read",
				"caught up after s");
	}

	private static List<Double> deliveries(Run run, String workload) {
		return run.rounds()
			.stream()
			.filter((round) -> round.workload().equals(workload))
			.map((round) -> round.figures().get("deliveries"))
			.toList();
	}

}
