package io.github.dualstream.benchmarks.run;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OptionsTests {

	private static final Map<String, String> DEFAULTS = Map.of("rounds", "5", "peers", "all");

	@Test
	void argumentsWinOverDefaults() {
		assertThat(Options.of(DEFAULTS).number("rounds")).isEqualTo(5);
		assertThat(Options.of(DEFAULTS, "--rounds=7").number("rounds")).isEqualTo(7);
	}

	@Test
	void unknownOptionIsNamedWithThoseThatThereAre() {
		assertThatIllegalArgumentException().isThrownBy(() -> Options.of(DEFAULTS, "--round=7"))
			.withMessageContaining("--round=7")
			.withMessageContaining("rounds");
	}

	@Test
	void negativeNumberIsRefused() {
		Options options = Options.of(DEFAULTS, "--rounds=-1");

		assertThatIllegalArgumentException().isThrownBy(() -> options.number("rounds"))
			.withMessageContaining("--rounds=-1");
	}

	@Test
	void roundsForWarmingUpComeBeforeTheFirst() {
		assertThat(Options.of(Map.of("rounds", "3", "warm-up-rounds", "2")).rounds("rounds")).containsExactly(-1, 0, 1,
				2, 3);
	}

	@Test
	void subsetHoldsOnlyWhatThereIs() {
		assertThat(Options.of(DEFAULTS).subset("peers", Set.of("a", "b"))).containsExactlyInAnyOrder("a", "b");
		assertThat(Options.of(DEFAULTS, "--peers=b").subset("peers", Set.of("a", "b"))).containsExactly("b");
		Options options = Options.of(DEFAULTS, "--peers=b,c");
		assertThatIllegalArgumentException().isThrownBy(() -> options.subset("peers", Set.of("a", "b")))
			.withMessageContaining("b,c");
	}

}
