package io.github.dualstream.benchmarks.run;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpreadTests {

	@Test
	void medianOfAnOddNumberIsTheOneInTheMiddle() {
		assertThat(Spread.of(List.of(3, 1, 100), Integer::doubleValue)).isEqualTo(new Spread(1, 3, 100));
	}

	@Test
	void medianOfAnEvenNumberIsHalfwayBetweenTheTwoInTheMiddle() {
		assertThat(Spread.of(List.of(100, 1, 3, 4), Integer::doubleValue)).isEqualTo(new Spread(1, 3.5, 100));
	}

	@Test
	void textGivesTheMedianAndTheRange() {
		assertThat(new Spread(1, 2.25, 3).text("%.1f")).isEqualTo("2.3 (1.0..3.0)");
	}

}
