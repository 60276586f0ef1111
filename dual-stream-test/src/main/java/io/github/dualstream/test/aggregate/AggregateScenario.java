package io.github.dualstream.test.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.dualstream.aggregate.AggregateType;
import io.github.dualstream.aggregate.Decider;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * Specification of an aggregate: given the events so far, when it gets a command, then
 * these events follow. Runs in the test's thread, without Spring and without a store.
 * <pre class="code">
 * AggregateScenario.of(Order.class)
 *     .given(new OrderPlaced("book"))
 *     .when((order) -&gt; order.pay())
 *     .then(new OrderPaid());
 *
 * AggregateScenario.of(new OrderDecider())
 *     .given(new OrderPlaced("book"))
 *     .when(new PayOrder())
 *     .then(new OrderPaid());
 * </pre>
 *
 * @param <C> type of the commands; for a class that applies events itself, a function
 * from its state to events
 * @param <S> type of the state
 */
public final class AggregateScenario<C, S> {

	private final AggregateType<S> type;

	private final BiFunction<C, S, ? extends List<?>> decision;

	private AggregateScenario(AggregateType<S> type, BiFunction<C, S, ? extends List<?>> decision) {
		this.type = type;
		this.decision = decision;
	}

	/**
	 * Create the scenarios of a class that applies events itself.
	 * @param stateClass class with {@link io.github.dualstream.aggregate.EventSourced}
	 * @param <S> the class
	 * @return the scenarios
	 */
	public static <S> AggregateScenario<Function<? super S, ? extends List<?>>, S> of(Class<S> stateClass) {
		return new AggregateScenario<>(AggregateType.of(stateClass), Function::apply);
	}

	/**
	 * Create the scenarios of a decider.
	 * @param decider decider whose class has
	 * {@link io.github.dualstream.aggregate.EventSourced}
	 * @param <C> type of the commands
	 * @param <E> type of the events' data
	 * @param <S> type of the state
	 * @return the scenarios
	 */
	public static <C, E, S> AggregateScenario<C, S> of(Decider<C, E, S> decider) {
		return new AggregateScenario<>(AggregateType.of(decider), decider::decide);
	}

	/**
	 * Begin a scenario.
	 * @param events data of the events so far, in order
	 * @return the scenario
	 */
	@CheckReturnValue
	public Given given(Object... events) {
		return new Given(List.of(events));
	}

	/**
	 * Scenario with the events so far.
	 */
	public final class Given {

		private final List<Object> events;

		private Given(List<Object> events) {
			this.events = events;
		}

		/**
		 * Decide on a command.
		 * @param command the command
		 * @return the outcome, to be checked
		 */
		@CheckReturnValue
		public When when(C command) {
			S state = AggregateScenario.this.type.stateAfter(this.events);
			Assert.state(state != null, () -> AggregateScenario.this.type
					+ " has no state before its first event, which has to be among the given ones");
			try {
				return new When(this.events, AggregateScenario.this.decision.apply(command, state), null);
			}
			catch (RuntimeException ex) {
				return new When(this.events, List.of(), ex);
			}
		}

	}

	/**
	 * Outcome of a command.
	 */
	public final class When {

		private final List<Object> given;

		private final List<?> decided;

		private final @Nullable RuntimeException failure;

		private When(List<Object> given, List<?> decided, @Nullable RuntimeException failure) {
			this.given = given;
			this.decided = decided;
			this.failure = failure;
		}

		/**
		 * Verify that these events follow, and that the state contains them.
		 * @param events data of the expected events, in order
		 * @return this outcome
		 */
		public When then(Object... events) {
			requireSuccess();
			Assertions.assertThat(this.decided).as("events after %s", this.given).isEqualTo(Arrays.asList(events));
			S unused = state();
			return this;
		}

		/**
		 * Verify that no events follow, and that the command is not rejected.
		 * @return this outcome
		 */
		public When thenNothing() {
			return then();
		}

		/**
		 * Verify the state after all events, those that followed included.
		 * @param requirements assertions about the state
		 * @return this outcome
		 */
		public When thenState(Consumer<? super S> requirements) {
			requireSuccess();
			requirements.accept(state());
			return this;
		}

		/**
		 * Verify that the command is rejected.
		 * @param type type of the exception
		 * @return assertions about the exception
		 */
		public AbstractThrowableAssert<?, ? extends Throwable> thenThrows(Class<? extends RuntimeException> type) {
			if (this.failure == null) {
				throw new AssertionError(
						"Expected a " + type.getSimpleName() + " after " + this.given + ", but got " + this.decided);
			}
			return Assertions.assertThat(this.failure).isInstanceOf(type);
		}

		private void requireSuccess() {
			if (this.failure != null) {
				throw new AssertionError("The command was rejected after " + this.given + ": " + this.failure,
						this.failure);
			}
		}

		private S state() {
			List<Object> all = new ArrayList<>(this.given);
			all.addAll(this.decided);
			S state = AggregateScenario.this.type.stateAfter(all);
			Assert.state(state != null, "There is no state after the events");
			return state;
		}

	}

}
