package io.github.dualstream.harness.history;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the checkers find what is wrong wherever it is, and nothing where all is
 * well.
 */
class SeededAnomaliesTests {

	private static final int SEEDS = 100;

	@Test
	void whenARunIsCleanThenNothingIsFound() {
		for (long seed = 0; seed < SEEDS; seed++) {
			assertThat(new RandomRun(seed).check()).as("seed %d", seed).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenARunHasAnAnomalyThenItIsFoundWhateverTheSeed(Anomaly anomaly) {
		for (long seed = 0; seed < SEEDS; seed++) {
			RandomRun run = new RandomRun(seed);
			anomaly.mutation.accept(run);
			List<Violation> violations = run.check();
			assertThat(violations).as("%s, seed %d", anomaly, seed)
				.extracting(Violation::invariant)
				.contains(anomaly.invariant);
		}
	}

}
