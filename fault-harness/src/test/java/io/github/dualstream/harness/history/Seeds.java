package io.github.dualstream.harness.history;

import java.util.List;
import java.util.function.LongFunction;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Assertions on what a checker finds in random histories, one for each seed.
 */
final class Seeds {

	private static final int NUMBER = 100;

	private Seeds() {
	}

	static void assertClean(LongFunction<List<Violation>> check) {
		for (long seed = 0; seed < NUMBER; seed++) {
			assertThat(check.apply(seed)).as("seed %d", seed).isEmpty();
		}
	}

	static void assertFound(char invariant, Enum<?> anomaly, LongFunction<List<Violation>> check) {
		for (long seed = 0; seed < NUMBER; seed++) {
			assertThat(check.apply(seed)).as("%s, seed %d", anomaly, seed)
				.isNotEmpty()
				.extracting(Violation::invariant)
				.containsOnly(invariant);
		}
	}

}
