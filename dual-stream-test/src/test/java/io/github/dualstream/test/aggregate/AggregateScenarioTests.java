package io.github.dualstream.test.aggregate;

import java.util.List;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link AggregateScenario}, in the way that applications use it.
 */
class AggregateScenarioTests {

	private final AggregateScenario<Function<? super Basket, ? extends List<?>>, Basket> baskets = AggregateScenario
		.of(Basket.class);

	private final AggregateScenario<String, Integer> decider = AggregateScenario.of(new BasketDecider());

	@Test
	void eventsFollow() {
		this.baskets.given(new Basket.Opened())
			.when((basket) -> basket.add("book"))
			.then(new Basket.Added("book"))
			.thenState((basket) -> assertThat(basket.items()).containsExactly("book"));
		this.decider.given(new Basket.Added("book"))
			.when("pen")
			.then(new Basket.Added("pen"))
			.thenState((count) -> assertThat(count).isEqualTo(2));
	}

	@Test
	void nothingFollows() {
		this.baskets.given(new Basket.Opened(), new Basket.Added("book"))
			.when((basket) -> basket.add("book"))
			.thenNothing();
		this.decider.given(new Basket.Added("book"), new Basket.Added("pen")).when("ink").thenNothing();
	}

	@Test
	void theCommandIsRejected() {
		this.baskets.given(new Basket.Opened(), new Basket.Added("book"), new Basket.Added("pen"))
			.when((basket) -> basket.add("ink"))
			.thenThrows(IllegalStateException.class)
			.hasMessageContaining("full");
	}

	@Test
	void whenOtherEventsFollowThenTheAssertionFailsAndSaysWhich() {
		var outcome = this.baskets.given(new Basket.Opened()).when((basket) -> basket.add("book"));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> outcome.then(new Basket.Added("pen")))
			.withMessageContaining("Added[item=pen]")
			.withMessageContaining("Added[item=book]");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(outcome::thenNothing);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> outcome.thenThrows(IllegalStateException.class))
			.withMessageContaining("Added[item=book]");
	}

	@Test
	void whenTheCommandIsRejectedThenTheAssertionFailsWithTheReason() {
		var outcome = this.baskets.given(new Basket.Opened(), new Basket.Added("book"), new Basket.Added("pen"))
			.when((basket) -> basket.add("ink"));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(outcome::thenNothing)
			.withMessageContaining("full")
			.withCauseInstanceOf(IllegalStateException.class);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> outcome.thenThrows(IllegalArgumentException.class));
	}

	@Test
	void anEventThatTheStateCannotTakeFails() {
		var outcome = this.baskets.given(new Basket.Opened()).when((basket) -> List.of(new Basket.Lost()));
		assertThatIllegalStateException().isThrownBy(() -> outcome.then(new Basket.Lost()))
			.withMessageContaining("Basket");
	}

	@Test
	void withoutTheFirstEventThereIsNothingToDecideOn() {
		var empty = this.baskets.given();
		assertThatIllegalStateException().isThrownBy(() -> empty.when((basket) -> basket.add("book")))
			.withMessageContaining("Basket");
	}

}
