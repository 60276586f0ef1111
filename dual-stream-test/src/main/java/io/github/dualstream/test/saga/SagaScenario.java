package io.github.dualstream.test.saga;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.dualstream.Event;
import io.github.dualstream.saga.SagaDeadline;
import io.github.dualstream.saga.SagaOutcome;
import io.github.dualstream.saga.SagaStatus;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.lang.CheckReturnValue;

/**
 * Specification of a saga: given the events so far, when an event arrives or time passes,
 * then it publishes these events and has this state. Runs in the test's thread, without
 * Spring and without servers; time passes only if the scenario says so.
 * <pre class="code">
 * SagaScenario.of((saga) -&gt; new OrderFulfilment(saga.publisher()))
 *     .given(Event.of("order", "42", "order.placed", new OrderPlaced("book")))
 *     .whenTimePasses(Duration.ofHours(1))
 *     .then(Event.of("order", "42", "order.cancelled", new OrderCancelled("not paid")))
 *     .thenStatus(SagaStatus.COMPENSATED);
 * </pre>
 * <p>
 * A scenario is about one saga. Data is written and read as JSON, as through the log, and
 * events that the saga publishes and handles itself come back to it.
 */
public final class SagaScenario {

	private final Function<SagaCollaborators, ?> saga;

	private SagaScenario(Function<SagaCollaborators, ?> saga) {
		this.saga = saga;
	}

	/**
	 * Create the scenarios of a saga.
	 * @param saga function that creates an object of a class with
	 * {@link io.github.dualstream.saga.Saga}; called once for each scenario
	 * @return the scenarios
	 */
	public static SagaScenario of(Function<SagaCollaborators, ?> saga) {
		return new SagaScenario(saga);
	}

	/**
	 * Begin a scenario.
	 * @param events events so far, in order
	 * @return the scenario
	 */
	@CheckReturnValue
	public Given given(Event... events) {
		SagaRehearsal rehearsal = new SagaRehearsal(this.saga);
		Stream.of(events).map(rehearsal::read).forEach(rehearsal::handle);
		return new Given(rehearsal);
	}

	private static Then run(SagaRehearsal rehearsal, Supplier<@Nullable SagaOutcome> step) {
		int before = rehearsal.publishedCount();
		try {
			SagaOutcome outcome = step.get();
			return new Then(rehearsal, outcome, rehearsal.publishedSince(before), null);
		}
		catch (RuntimeException ex) {
			return new Then(rehearsal, SagaOutcome.FAILED, List.of(), ex);
		}
	}

	/**
	 * Scenario with the events so far.
	 */
	public static final class Given {

		private final SagaRehearsal rehearsal;

		private Given(SagaRehearsal rehearsal) {
			this.rehearsal = rehearsal;
		}

		/**
		 * Deliver an event.
		 * @param event the event
		 * @return the outcome, to be checked
		 * @throws IllegalArgumentException if the saga does not handle such events, or it
		 * belongs to another saga
		 */
		@CheckReturnValue
		public Then when(Event event) {
			Event read = this.rehearsal.read(event);
			return run(this.rehearsal, () -> this.rehearsal.handle(read));
		}

		/**
		 * Let time pass, with the deadlines and the scheduled events that are due
		 * meanwhile, each at its time. Those in the past are due in any case.
		 * @param time the time
		 * @return the outcome, to be checked
		 */
		@CheckReturnValue
		public Then whenTimePasses(Duration time) {
			return run(this.rehearsal, () -> this.rehearsal.pass(time));
		}

	}

	/**
	 * Outcome of an event, or of time that has passed.
	 */
	public static final class Then {

		private final SagaRehearsal rehearsal;

		private final @Nullable SagaOutcome outcome;

		private final List<Event> published;

		private final @Nullable RuntimeException failure;

		private Then(SagaRehearsal rehearsal, @Nullable SagaOutcome outcome, List<Event> published,
				@Nullable RuntimeException failure) {
			this.rehearsal = rehearsal;
			this.outcome = outcome;
			this.published = published;
			this.failure = failure;
		}

		/**
		 * Verify that exactly these events are published. Source, type and data count.
		 * @param events expected events, in order
		 * @return this outcome
		 */
		public Then then(Event... events) {
			requireSuccess();
			Assertions.assertThat(facts(this.published)).as("published events").isEqualTo(facts(Arrays.asList(events)));
			return this;
		}

		private List<Fact> facts(List<Event> events) {
			return events.stream().map((event) -> Fact.of(event, this.rehearsal.mapper())).toList();
		}

		/**
		 * Verify that no events are published.
		 * @return this outcome
		 */
		public Then thenNothing() {
			return then();
		}

		/**
		 * Verify the state after the step.
		 * @param state expected state, compared as JSON
		 * @return this outcome
		 */
		public Then thenState(Object state) {
			requireSuccess();
			JsonMapper mapper = this.rehearsal.mapper();
			Assertions.assertThat(mapper.readTree(this.rehearsal.saga().state().bytes()))
				.as("state")
				.isEqualTo(mapper.readTree(mapper.writeValueAsBytes(state)));
			return this;
		}

		/**
		 * Verify the status after the step.
		 * @param status expected status
		 * @return this outcome
		 */
		public Then thenStatus(SagaStatus status) {
			requireSuccess();
			Assertions.assertThat(this.rehearsal.saga().status()).as("status").isEqualTo(status);
			return this;
		}

		/**
		 * Verify the outcome of the event, or of the first deadline.
		 * @param outcome expected outcome, such as {@link SagaOutcome#LATE}
		 * @return this outcome
		 */
		public Then thenOutcome(SagaOutcome outcome) {
			requireSuccess();
			Assertions.assertThat(this.outcome).as("outcome").isEqualTo(outcome);
			return this;
		}

		/**
		 * Verify that a deadline is set.
		 * @param name name of the deadline
		 * @param delay time from now until it passes
		 * @return this outcome
		 */
		public Then thenDeadline(String name, Duration delay) {
			requireSuccess();
			SagaDeadline deadline = this.rehearsal.saga().deadlines().get(name);
			if (deadline == null) {
				throw new AssertionError(
						"Deadline '" + name + "' is not set; there are " + this.rehearsal.saga().deadlines().keySet());
			}
			Assertions.assertThat(this.rehearsal.delayOf(deadline.eventId()))
				.as("time until deadline '%s'", name)
				.isEqualTo(delay);
			return this;
		}

		/**
		 * Verify that no deadline is set.
		 * @return this outcome
		 */
		public Then thenNoDeadline() {
			requireSuccess();
			Assertions.assertThat(this.rehearsal.saga().deadlines()).as("deadlines").isEmpty();
			return this;
		}

		/**
		 * Verify that the step fails.
		 * @param type type of the exception
		 * @return assertions about the exception
		 */
		public AbstractThrowableAssert<?, ? extends Throwable> thenThrows(Class<? extends RuntimeException> type) {
			if (this.failure == null) {
				throw new AssertionError("Expected a " + type.getSimpleName() + ", but the outcome is " + this.outcome);
			}
			return Assertions.assertThat(this.failure).isInstanceOf(type);
		}

		/**
		 * Continue with an event.
		 * @param event the event
		 * @return the outcome, to be checked
		 */
		@CheckReturnValue
		public Then when(Event event) {
			requireSuccess();
			return new Given(this.rehearsal).when(event);
		}

		/**
		 * Continue with time that passes.
		 * @param time the time
		 * @return the outcome, to be checked
		 */
		@CheckReturnValue
		public Then whenTimePasses(Duration time) {
			requireSuccess();
			return new Given(this.rehearsal).whenTimePasses(time);
		}

		private void requireSuccess() {
			if (this.failure != null) {
				throw new AssertionError("The step failed: " + this.failure, this.failure);
			}
		}

	}

	/**
	 * Event without its id and its times.
	 *
	 * @param source source of the event
	 * @param type type of the event
	 * @param data its data as JSON
	 */
	private record Fact(String source, String type, JsonNode data) {

		static Fact of(Event event, JsonMapper mapper) {
			JsonNode json = mapper.readTree(mapper.writeValueAsBytes(event));
			return new Fact(event.source().toString(), event.type(),
					json.has("payload") ? json.get("payload") : json.path("data_base64"));
		}

	}

}
