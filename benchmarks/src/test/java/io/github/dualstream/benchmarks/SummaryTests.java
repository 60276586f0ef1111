package io.github.dualstream.benchmarks;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SummaryTests {

	private final List<Round> rounds = IntStream.rangeClosed(0, 3)
		.boxed()
		.flatMap((number) -> Stream.of(round(number, ContenderNames.RAW, 1_000_000L * (number + 1)),
				round(number, ContenderNames.NAIVE, 8_000_000L * (number + 1)),
				round(number, ContenderNames.ASYNC, 2_000_000L * (number + 1))))
		.toList();

	@Test
	void mediansLeaveWarmUpRoundsOut() {
		Summary summary = Summary.of(ContenderNames.RAW, this.rounds);

		assertThat(summary.eventsPerSecond()).isEqualTo(1e9 * 100 / 3_000_000);
		assertThat(summary.fastest()).isEqualTo(1e9 * 100 / 2_000_000);
		assertThat(summary.slowest()).isEqualTo(1e9 * 100 / 4_000_000);
	}

	@Test
	void ratiosCompareContendersWithinARound() {
		Summary summary = Summary.of(ContenderNames.ASYNC, this.rounds);

		assertThat(summary.ratioToRaw()).isEqualTo(0.5);
		assertThat(summary.ratioToNaive()).isEqualTo(4);
	}

	@Test
	void figuresArePerEvent() {
		Summary summary = Summary.of(ContenderNames.ASYNC, this.rounds);

		assertThat(summary.cpuMicrosPerEvent()).isEqualTo(5);
		assertThat(summary.allocatedPerEvent()).isEqualTo(2_000);
		assertThat(summary.notifiedShare()).isEqualTo(0.9);
	}

	private static Round round(int number, String contender, long elapsedNanos) {
		return new Round(0, number, contender, 100, elapsedNanos, 500_000, 200_000, 100, 90);
	}

}
