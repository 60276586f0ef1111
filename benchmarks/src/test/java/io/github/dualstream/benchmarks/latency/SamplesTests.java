package io.github.dualstream.benchmarks.latency;

import io.github.dualstream.benchmarks.run.Figures;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SamplesTests {

	private final Samples samples = new Samples();

	@Test
	void percentilesAreInMicroseconds() {
		for (int micros = 1; micros <= 1_000; micros++) {
			this.samples.add("event-" + micros, 1).notifiedAt(1 + micros * 1_000L);
		}

		Figures latency = this.samples.latency(Sample::due, Sample::notified);

		assertThat(latency.get("events")).isEqualTo(1_000);
		assertThat(latency.get("p50 us")).isCloseTo(500, within(1.0));
		assertThat(latency.get("p99 us")).isCloseTo(990, within(1.0));
		assertThat(latency.get("max us")).isCloseTo(1_000, within(1.0));
	}

	@Test
	void eventsThatDidNotArriveDoNotCount() {
		this.samples.add("arrived", 1).notifiedAt(1_001);
		this.samples.add("lost", 1);

		assertThat(this.samples.latency(Sample::due, Sample::notified).get("events")).isEqualTo(1);
	}

}
