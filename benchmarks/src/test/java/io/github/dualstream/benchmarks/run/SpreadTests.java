package io.github.dualstream.benchmarks.run;

import java.util.stream.DoubleStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpreadTests {

	@Test
	void medianOfAnOddNumberIsTheOneInTheMiddle() {
		assertThat(Spread.of(3, 1, 100)).isEqualTo(new Spread(1, 3, 100));
	}

	@Test
	void medianOfAnEvenNumberIsHalfwayBetweenTheTwoInTheMiddle() {
		assertThat(Spread.of(100, 1, 3, 4)).isEqualTo(new Spread(1, 3.5, 100));
	}

	@Test
	void textGivesTheMedianAndTheRange() {
		assertThat(Spread.text(DoubleStream.of(1.25, 2.25, 12.34, 2.25))).isEqualTo("2.25 (1.25..12.3)");
	}

	@Test
	void textOfTheSameValueIsThatValue() {
		assertThat(Spread.text(DoubleStream.of(60_000, 60_000))).isEqualTo("60000");
	}

	@Test
	void textOfNothingIsEmpty() {
		assertThat(Spread.text(DoubleStream.empty())).isEmpty();
	}

}
