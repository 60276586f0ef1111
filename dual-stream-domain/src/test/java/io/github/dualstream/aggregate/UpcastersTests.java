package io.github.dualstream.aggregate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.Source;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Upcasters}.
 */
class UpcastersTests {

	private static final Source SOURCE = new Source("order", "42");

	private final JsonMapper mapper = new JsonMapper();

	private final InMemoryEventStore store = new InMemoryEventStore(this.mapper);

	private Aggregates<Order> orders(Object... upcasters) {
		return new Aggregates<>(AggregateType.of(Order.class), this.store, this.store, this.mapper,
				Upcasters.of(List.of(upcasters)));
	}

	private void append(String version, Map<String, ?> data) {
		this.store.append(SOURCE, this.store.load(SOURCE).size(),
				List.of(Event.builder().source(SOURCE).type("order.placed").version(version).data(data).build()));
	}

	@Test
	void oneHistoryMayHaveSeveralVersions() {
		append(null, Map.of("item", "book", "cents", 1250));
		this.store.append(SOURCE, 1, List.of(Event.of("order", "42", "order.paid", new OrderPaid(BigDecimal.ONE))));
		assertThat(orders(new OrderUpcasters()).find("42").orElseThrow().state())
			.isEqualTo(new Order("book", new BigDecimal("12.50"), BigDecimal.ONE));
		assertThat(this.store.load(SOURCE).get(0).event().data().toString()).contains("cents");
	}

	@Test
	void whenNoUpcasterTakesTheVersionThenBothAreNamed() {
		append("0", Map.of());
		assertThatExceptionOfType(UnreadableStreamException.class)
			.isThrownBy(() -> orders(new OrderUpcasters()).find("42"))
			.withMessageContaining("'order:42'")
			.withMessageContaining("'order.placed'")
			.withMessageContaining("version 0")
			.withMessageContaining("version 3");
	}

	@Test
	void whenAnUpcasterThrowsThenItIsNamed() {
		append("1", Map.of("item", "book"));
		assertThatExceptionOfType(UnreadableStreamException.class)
			.isThrownBy(() -> orders(new OrderUpcasters()).find("42"))
			.withMessageContaining("'order:42'")
			.withMessageContaining("version 1")
			.withMessageContaining("OrderUpcasters.centsToTotal()")
			.withRootCauseInstanceOf(NullPointerException.class);
	}

	@Test
	void whenAnUpcasterReturnsNullOrDoesNotTakeTheTreeThenItIsNamed() {
		append("2", Map.of());
		assertThatExceptionOfType(UnreadableStreamException.class)
			.isThrownBy(() -> orders(new ReturnsNull()).find("42"))
			.withMessageContaining("ReturnsNull.convert()");
		this.store.append(new Source("order", "43"), 0, List
			.of(Event.builder().source("order", "43").type("order.placed").version("2").data(List.of()).build()));
		assertThatExceptionOfType(UnreadableStreamException.class)
			.isThrownBy(() -> orders(new OrderUpcasters()).find("43"))
			.withMessageContaining("ARRAY")
			.withMessageContaining("OrderUpcasters.addCurrency()");
	}

	@Test
	void aLoopIsRefused() {
		assertThatExceptionOfType(InvalidAggregateException.class)
			.isThrownBy(() -> orders(new OrderUpcasters(), new Back()))
			.withMessageContaining("'order.placed'")
			.withMessageContaining("loop");
	}

	@Test
	void aChainThatEndsElsewhereIsRefused() {
		assertThatExceptionOfType(InvalidAggregateException.class).isThrownBy(() -> orders(new ToNowhere()))
			.withMessageContaining("ToNowhere.convert()")
			.withMessageContaining("version 9")
			.withMessageContaining("represents version 3");
	}

	@Test
	void twoOfTheSameVersionAreRefused() {
		assertThatExceptionOfType(InvalidAggregateException.class)
			.isThrownBy(() -> orders(new OrderUpcasters(), new ReturnsNull()))
			.withMessageContaining("both convert version 2 of 'order.placed'");
	}

	@Test
	void aMethodThatConvertsSomethingElseIsRefused() {
		assertThatExceptionOfType(InvalidAggregateException.class).isThrownBy(() -> orders(new TakesText()))
			.withMessageContaining("TakesText.convert()");
	}

	static class ReturnsNull {

		@Upcaster(type = "order.placed", from = "2", to = "3")
		JsonNode convert(JsonNode data) {
			return null;
		}

	}

	static class Back {

		@Upcaster(type = "order.placed", from = "3", to = "1")
		JsonNode convert(JsonNode data) {
			return data;
		}

	}

	static class ToNowhere {

		@Upcaster(type = "order.placed", from = "2", to = "9")
		JsonNode convert(JsonNode data) {
			return data;
		}

	}

	static class TakesText {

		@Upcaster(type = "order.placed", from = "2", to = "3")
		JsonNode convert(String data) {
			throw new IllegalStateException(data);
		}

	}

}
