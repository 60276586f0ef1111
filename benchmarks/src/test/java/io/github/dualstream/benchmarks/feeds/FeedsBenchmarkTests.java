package io.github.dualstream.benchmarks.feeds;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import io.github.dualstream.benchmarks.feeds.StreamRound.Load;
import io.github.dualstream.benchmarks.workload.Servers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FeedsBenchmarkTests {

	@Test
	void everyPartMeasuresWhatItsClientsGot() throws Exception {
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		Measured measured;
		try (Servers servers = Servers.start()) {
			measured = new FeedsBenchmark(new PrintStream(printed, true, StandardCharsets.UTF_8), "--clients=100",
					"--servers=dual-stream-jetty", "--rounds=1", "--warm-up-rounds=0", "--burst=2000",
					"--subscribers=50", "--events=20", "--rate=100", "--seconds=1", "--missed=5",
					"--gateway-jvm=-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1")
				.run(servers);
		}

		assertThat(measured.fanOut()).singleElement()
			.satisfies((round) -> assertThat(round.deliveries()).isEqualTo(50 * 20));
		assertThat(measured.latency()).singleElement()
			.satisfies((delivered) -> assertThat(delivered.deliveries()).isEqualTo(100));
		assertThat(measured.streams()).extracting(StreamRound::load)
			.containsExactly(Load.SINGLE, Load.BURST, Load.SINGLE, Load.BURST);
		assertThat(measured.streams()).extracting(StreamRound::frozen).containsExactly(0, 0, 1, 1);
		assertThat(measured.streams().get(1).delivered().deliveries()).isEqualTo(2_000);
		assertThat(measured.heapPerClient()).hasSize(1);
		assertThat(measured.reconnects()).singleElement()
			.satisfies((round) -> assertThat(round.delivered().deliveries()).isEqualTo(100 * 2 * 5));
		assertThat(printed.toString(StandardCharsets.UTF_8)).contains("fan-out in process", "publish to client",
				"100 clients back");
	}

}
