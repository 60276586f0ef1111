package io.github.dualstream.benchmarks.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PercentilesTests {

	@Test
	void percentilesAreInMicroseconds() {
		List<Sample> samples = IntStream.rangeClosed(1, 1_000).mapToObj((micros) -> sample(micros * 1_000L)).toList();

		Percentiles percentiles = Percentiles.of(samples, Sample::due, (sample) -> sample.notified);

		assertThat(percentiles.count()).isEqualTo(1_000);
		assertThat(percentiles.p50()).isCloseTo(500, within(1.0));
		assertThat(percentiles.p99()).isCloseTo(990, within(1.0));
		assertThat(percentiles.max()).isCloseTo(1_000, within(1.0));
	}

	@Test
	void eventsThatDidNotArriveDoNotCount() {
		List<Sample> samples = new ArrayList<>(List.of(sample(1_000)));
		samples.add(new Sample(1));

		assertThat(Percentiles.of(samples, Sample::due, (sample) -> sample.notified).count()).isEqualTo(1);
	}

	private static Sample sample(long latencyNanos) {
		Sample sample = new Sample(1);
		sample.notified = 1 + latencyNanos;
		return sample;
	}

}
