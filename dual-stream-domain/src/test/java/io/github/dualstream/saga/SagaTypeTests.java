package io.github.dualstream.saga;

import java.util.List;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.BeanUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SagaType}.
 */
class SagaTypeTests {

	private static SagaType type(Class<?> saga) {
		return SagaType.of(BeanUtils.instantiateClass(saga), new JsonMapper(), (type) -> Event::data);
	}

	private static Event event(String sourceType, String type, String json) {
		return Event.of(sourceType, "7", type, JsonData.of(json));
	}

	@Test
	void anEventBelongsToTheSagaOfItsSourceOrItsKey() {
		SagaType type = type(Valid.class);
		assertThat(type.keyOf(event("order", "started", "{}"))).isEqualTo(new SagaKey("valid", "7"));
		assertThat(type.keyOf(event("order", "continued", "{\"order\":{\"id\":42}}")))
			.isEqualTo(new SagaKey("valid", "42"));
		for (String json : List.of("{}", "{\"order\":7}", "{\"order\":{\"id\":{}}}", "[]",
				"{\"order\":{\"id\":null}}")) {
			assertThatExceptionOfType(InvalidSagaEventException.class).as(json)
				.isThrownBy(() -> type.keyOf(event("order", "continued", json)))
				.withMessageContaining("'order.id'");
		}
		assertThatExceptionOfType(InvalidSagaEventException.class)
			.isThrownBy(() -> type.keyOf(Event.tombstone("order", "7", "continued")));
	}

	@Test
	void itAcceptsItsEventsOfItsSourceTypesAndItsOwnDeadlines() {
		SagaType type = type(Valid.class);
		assertThat(type.accepts(event("order", "started", "{}"))).isTrue();
		assertThat(type.accepts(event("shop", "started", "{}"))).isFalse();
		assertThat(type.accepts(event("order", "other", "{}"))).isFalse();
		Event deadline = type.deadlineEvent(new SagaKey("valid", "42"), "late");
		assertThat(type.accepts(deadline)).isTrue();
		assertThat(type.keyOf(deadline)).isEqualTo(new SagaKey("valid", "42"));
		assertThat(deadline.data()).isEqualTo(Map.of("deadline", "late"));
		assertThat(type.accepts(event("another", "saga.deadline", "{}"))).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> type.deadline("never"))
			.withMessageContaining("Valid")
			.withMessageContaining("late");
	}

	@Test
	void aStateOfAnEarlierVersionOfItsClassIsReadByAStrictMapper() {
		JsonMapper strict = JsonMapper.builder()
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
					DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
			.build();
		SagaType type = SagaType.of(new Counting(), strict, (data) -> Event::data);
		assertThat(type.read(JsonData.of("{\"removed\":true}"))).isEqualTo(new Count(0, null));
		assertThat(type.read(JsonData.of("{\"number\":2}"))).isEqualTo(new Count(2, null));
	}

	@ParameterizedTest
	@ValueSource(classes = { NotAnnotated.class, NoStart.class, NoState.class, TwoStates.class, SameType.class,
			TwoKeys.class, ReturnsElse.class, TakesTwo.class, DeadlineTakesEvent.class, BadName.class })
	void anInvalidClassIsNamedWithTheRemedy(Class<?> invalid) {
		assertThatExceptionOfType(InvalidSagaException.class).isThrownBy(() -> type(invalid)).satisfies((failure) -> {
			assertThat(failure).hasMessageContaining(invalid.getSimpleName());
			assertThat(failure.action()).endsWith(".");
		});
	}

	record State() {

	}

	@Saga(value = "valid", sourceTypes = "order")
	static class Valid {

		@StartOn("started")
		State start() {
			return new State();
		}

		@On(value = "continued", key = "order.id")
		void next(State state, Event event, JsonData data, SagaContext saga) {
		}

		@Deadline("late")
		void late(State state, SagaContext saga) {
		}

	}

	record Count(int number, String unit) {

	}

	@Saga("counting")
	static class Counting {

		@StartOn("started")
		Count start() {
			return new Count(0, "piece");
		}

	}

	static class NotAnnotated {

	}

	@Saga("x")
	static class NoStart {

		@On("continued")
		void next() {
		}

	}

	@Saga("x")
	static class NoState {

		@StartOn("started")
		void start() {
		}

	}

	@Saga("x")
	static class TwoStates {

		@StartOn("started")
		State start() {
			return new State();
		}

		@StartOn("restarted")
		String restart() {
			return "";
		}

	}

	@Saga("x")
	static class SameType {

		@StartOn("started")
		State start() {
			return new State();
		}

		@StartOn("started")
		State startAgain() {
			return new State();
		}

	}

	@Saga("x")
	static class TwoKeys {

		@StartOn("started")
		State start() {
			return new State();
		}

		@On(value = "started", key = "order")
		void next() {
		}

	}

	@Saga("x")
	static class ReturnsElse {

		@StartOn("started")
		State start() {
			return new State();
		}

		@On("continued")
		int next() {
			return 0;
		}

	}

	@Saga("x")
	static class TakesTwo {

		@StartOn("started")
		State start(String data, Integer more) {
			return new State();
		}

	}

	@Saga("x")
	static class DeadlineTakesEvent {

		@StartOn("started")
		State start() {
			return new State();
		}

		@Deadline("late")
		void late(Event event) {
		}

	}

	@Saga("or:der")
	static class BadName {

		@StartOn("started")
		State start() {
			return new State();
		}

	}

}
