package io.github.dualstream.aggregate;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AggregateType}.
 */
class AggregateTypeTests {

	@Test
	void stateIsDerivedFromData() {
		assertThat(AggregateType.of(Order.class).stateAfter(List.of())).isNull();
		assertThat(AggregateType.of(Account.class)
			.stateAfter(List.of(new AccountEvent.Deposited(3), new AccountEvent.Withdrawn(1)))
			.balance()).isEqualTo(2);
		assertThat(AggregateType.of(new LightDecider()).stateAfter(List.of()))
			.isEqualTo(new LightDecider.Light(false, 0));
	}

	@ParameterizedTest
	@ValueSource(classes = { NotAnnotated.class, NoMethods.class, NoInitialState.class, NoEventType.class,
			Ambiguous.class, SameType.class, ReturnsElse.class, TakesTwo.class, Negative.class, BadType.class })
	void anInvalidClassIsNamedWithTheRemedy(Class<?> invalid) {
		assertThatExceptionOfType(InvalidAggregateException.class).isThrownBy(() -> AggregateType.of(invalid))
			.satisfies((failure) -> {
				assertThat(failure).hasMessageContaining(invalid.getSimpleName());
				assertThat(failure.action()).endsWith(".");
			});
	}

	@Test
	void aLambdaIsNoDecider() {
		assertThatExceptionOfType(InvalidAggregateException.class)
			.isThrownBy(() -> AggregateType.of(new Untyped<Object>()))
			.withMessageContaining("Untyped");
	}

	static class NotAnnotated {

		void apply(AccountEvent event) {
		}

	}

	@EventSourced(type = "x")
	static class NoMethods {

	}

	@EventSourced(type = "x")
	record NoInitialState(int n) {

		NoInitialState apply(AccountEvent event) {
			return this;
		}

	}

	@EventSourced(type = "x")
	static class NoEventType {

		void apply(String event) {
		}

	}

	@EventSourced(type = "x")
	static class Ambiguous {

		void apply(AccountEvent event) {
		}

		void apply(AccountEvent.Deposited event) {
		}

	}

	@EventSourced(type = "x")
	static class SameType {

		void apply(AccountEvent event) {
		}

		void apply(AnotherDeposited event) {
		}

		@EventType("account.deposited")
		record AnotherDeposited() {

		}

	}

	@EventSourced(type = "x")
	static class ReturnsElse {

		int apply(AccountEvent event) {
			return 0;
		}

	}

	@EventSourced(type = "x")
	static class TakesTwo {

		void apply(AccountEvent event, int n) {
		}

	}

	@EventSourced(type = "x", retries = -1)
	static class Negative {

		void apply(AccountEvent event) {
		}

	}

	@EventSourced(type = "or:der")
	static class BadType {

		void apply(AccountEvent event) {
		}

	}

	@EventSourced(type = "x")
	static class Untyped<E> implements Decider<String, E, String> {

		@Override
		public String initial() {
			return "";
		}

		@Override
		public List<E> decide(String command, String state) {
			return List.of();
		}

		@Override
		public String evolve(String state, E event) {
			return state;
		}

	}

}
