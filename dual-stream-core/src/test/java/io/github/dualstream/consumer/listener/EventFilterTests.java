package io.github.dualstream.consumer.listener;

import java.util.List;
import java.util.Set;

import io.github.dualstream.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventFilterTests {

	private static final Event PLACED = Event.of("order", "42", "order.placed", "data");

	@Test
	void whenItNamesNothingThenItTakesEverything() {
		assertThat(filter("", "").takes(PLACED)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "order, order.placed, true", "order, order.paid, false", "invoice, order.placed, false",
			"order, order.*, true", "order, order.p*, true", "order, ord*, true", "order, orders.*, false" })
	void itTakesWhatItNames(String sourceType, String type, boolean takes) {
		assertThat(filter(sourceType, type).takes(PLACED)).isEqualTo(takes);
	}

	@ParameterizedTest
	@CsvSource({ "order.placed, order.placed, true", "order.placed, order.paid, false", "order.*, order.paid, true",
			"order.paid, order.*, true", "order.*, order.p*, true", "order.a*, order.p*, false", "'', order.p*, true",
			"order.p*, '', true" })
	void itKnowsWhetherAnotherCouldTakeTheSame(String type, String other, boolean overlaps) {
		assertThat(filter("", type).overlaps(filter("", other))).isEqualTo(overlaps);
		assertThat(filter("order", type).overlaps(filter("order", other))).isEqualTo(overlaps);
		assertThat(filter("order", type).overlaps(filter("", other))).isEqualTo(overlaps);
		assertThat(filter("order", type).overlaps(filter("invoice", other))).isFalse();
	}

	private static EventFilter filter(String sourceType, String type) {
		return new EventFilter(sourceType.isEmpty() ? Set.of() : Set.of(sourceType),
				type.isEmpty() ? List.of() : List.of(type));
	}

}
