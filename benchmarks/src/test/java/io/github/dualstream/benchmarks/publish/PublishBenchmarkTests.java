package io.github.dualstream.benchmarks.publish;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Servers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PublishBenchmarkTests {

	@Test
	void everyPairingIsMeasuredAndReported() throws Exception {
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		List<Pair> pairs;
		try (Servers servers = Servers.start()) {
			pairs = new PublishBenchmark(new PrintStream(printed, true, StandardCharsets.UTF_8), "--events=200",
					"--slow-events=50", "--pairs=1", "--warm-up-pairs=1", "--warm-up-events=10")
				.run(servers);
		}

		assertThat(pairs).hasSize(2 * Pairing.ALL.size());
		assertThat(Pairing.ALL).allSatisfy((pairing) -> assertThat(pairs).filteredOn((pair) -> pair.isOf(pairing))
			.extracting(Pair::number)
			.containsExactly(0, 1));
		assertThat(pairs).flatExtracting(Pair::subject, Pair::peer)
			.allSatisfy((round) -> costsSomething((Round) round));
		// the clock of CPU time has ticks longer than such a round
		assertThat(pairs.stream().mapToLong((pair) -> pair.subject().cpuNanos() + pair.peer().cpuNanos()).sum())
			.isPositive();
		assertThat(printed.toString(StandardCharsets.UTF_8))
			.contains(Pairing.ALL.stream().flatMap((pairing) -> Stream.of(pairing.subject(), pairing.peer())).toList());
	}

	@Test
	void ratiosCompareTheTwoSidesOfAPair() {
		Round subject = new Round("publish-async", 100, 1_000, 4_000, 500_000, 200_000, 90);
		Round peer = new Round("raw-producer", 200, 1_000, 1_000, 500_000, 200_000, 0);

		Pair pair = new Pair(1, subject, peer);

		assertThat(pair.ratio()).isEqualTo(0.5);
		assertThat(pair.settledRatio()).isEqualTo(0.125);
		assertThat(subject.cpuMicrosPerEvent()).isEqualTo(5);
		assertThat(subject.allocatedPerEvent()).isEqualTo(2_000);
		assertThat(subject.notifiedShare()).isEqualTo(0.9);
	}

	private static void costsSomething(Round round) {
		assertThat(round.elapsedNanos()).isPositive();
		assertThat(round.settledNanos()).isGreaterThanOrEqualTo(round.elapsedNanos());
		assertThat(round.allocatedBytes()).isGreaterThan((long) round.events() * Orders.SIZE);
	}

}
