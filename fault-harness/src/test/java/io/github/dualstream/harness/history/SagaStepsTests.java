package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that {@link SagaSteps} finds each violation, wherever in a history it is.
 */
class SagaStepsTests {

	private static final Map<String, List<String>> PROMISED = Map.of("COMPLETED", List.of("charge", "shipment"),
			"COMPENSATED", List.of("charge", "refund"));

	@Test
	void whenAHistoryIsCleanThenNothingIsFound() {
		Seeds.assertClean((seed) -> new History(seed).check());
	}

	@ParameterizedTest
	@EnumSource
	void whenAHistoryHasAnAnomalyThenItIsFoundWhateverTheSeed(Anomaly anomaly) {
		Seeds.assertFound('N', anomaly, (seed) -> {
			History history = new History(seed);
			anomaly.mutation.accept(history);
			return history.check();
		});
	}

	/**
	 * Anomaly that a history is given.
	 */
	enum Anomaly {

		STEP_ISSUED_TWICE((history) -> {
			IssuedStep step = history.any(history.issued);
			history.issued.add(new IssuedStep(step.saga(), step.step(), "another"));
		}),

		STEP_LOST((history) -> {
			IssuedStep lost = history.any(history.issued.stream()
				.filter((step) -> !history.ends.get(step.saga()).equals(SagaSteps.STUCK))
				.toList());
			history.issued.removeIf((step) -> step.event().equals(lost.event()));
		}),

		STEP_OF_ANOTHER_END((history) -> history.issued.add(new IssuedStep(history.anyEnded(), "gift", "another"))),

		SHIPPED_AND_REFUNDED((history) -> {
			String saga = history.anyEnded();
			history.issued.add(new IssuedStep(saga, history.ends.get(saga).equals("COMPLETED") ? "refund" : "shipment",
					"another"));
		}),

		STEPS_IN_ANOTHER_ORDER((history) -> {
			String saga = history.anyEnded();
			IssuedStep first = history.issued.stream()
				.filter((step) -> step.saga().equals(saga))
				.findFirst()
				.orElseThrow();
			history.issued.removeIf((step) -> step.event().equals(first.event()));
			history.issued.add(first);
		}),

		SAGA_LOST((history) -> history.ends.remove(history.anyEnded())),

		STUCK_UNSEEN((history) -> history.ends.put(history.anyEnded(), "RUNNING")),

		SAGA_WITHOUT_A_BEGINNING((history) -> history.ends.put("ghost", "COMPLETED")),

		STEP_WITHOUT_A_SAGA((history) -> history.issued.add(new IssuedStep("ghost", "charge", "another")));

		@SuppressWarnings("ImmutableEnumChecker") // the lambdas above have no state
		private final Consumer<History> mutation;

		Anomaly(Consumer<History> mutation) {
			this.mutation = mutation;
		}

	}

	/**
	 * Random history without violations: sagas of all ends, some of them stuck, and steps
	 * that were sent twice.
	 */
	private static final class History {

		private final Random random;

		private final Set<String> began = new HashSet<>();

		private final Map<String, String> ends = new HashMap<>();

		private final List<IssuedStep> issued = new ArrayList<>();

		History(long seed) {
			this.random = new Random(seed);
			List<String> states = List.of("COMPLETED", "COMPENSATED", SagaSteps.STUCK);
			for (int i = 0; i < 20; i++) {
				String saga = Integer.toString(i);
				String state = states.get((i < 3) ? i : this.random.nextInt(3));
				this.began.add(saga);
				this.ends.put(saga, state);
				List<String> steps = PROMISED.getOrDefault(state, List.of("charge"));
				steps.forEach((step) -> this.issued.add(new IssuedStep(saga, step, saga + step)));
				if (this.random.nextInt(4) == 0) {
					// again, after a crash
					this.issued.add(this.issued.get(this.issued.size() - 1));
				}
			}
		}

		private <T> T any(List<T> values) {
			return values.get(this.random.nextInt(values.size()));
		}

		private String anyEnded() {
			return any(this.ends.entrySet()
				.stream()
				.filter((end) -> !end.getValue().equals(SagaSteps.STUCK))
				.map(Map.Entry::getKey)
				.sorted()
				.toList());
		}

		List<Violation> check() {
			return SagaSteps.check(this.began, this.ends, PROMISED, this.issued);
		}

	}

}
