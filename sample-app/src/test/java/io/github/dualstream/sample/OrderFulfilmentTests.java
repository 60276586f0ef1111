package io.github.dualstream.sample;

import java.math.BigDecimal;

import io.github.dualstream.Event;
import io.github.dualstream.aggregate.AggregateType;
import io.github.dualstream.aggregate.Aggregates;
import io.github.dualstream.aggregate.Upcasters;
import io.github.dualstream.saga.SagaOutcome;
import io.github.dualstream.saga.SagaStatus;
import io.github.dualstream.test.saga.SagaScenario;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Specification of {@link OrderFulfilment}.
 */
class OrderFulfilmentTests {

	private static final BigDecimal TOTAL = new BigDecimal("12.50");

	private final SagaScenario fulfilment = SagaScenario
		.of((saga) -> new OrderFulfilment(new Aggregates<>(AggregateType.of(Order.class), saga.eventStore(), null,
				new JsonMapper(), Upcasters.NONE)));

	private static Event placed(String item) {
		return Event.of("order", "42", "order.placed", new OrderPlaced(item, TOTAL));
	}

	private static Event step(String type, OrderStep step) {
		return Event.of("order", "42", type, step);
	}

	@Test
	void anOrderIsReservedPaidAndCompleted() {
		this.fulfilment.given()
			.when(placed("book"))
			.then(step("order.stock-reserved", new OrderStep.StockReserved()),
					step("order.paid", new OrderStep.Paid(TOTAL)), step("order.completed", new OrderStep.Completed()))
			.thenStatus(SagaStatus.COMPLETED);
	}

	@Test
	void whenTheItemIsSoldOutThenTheOrderIsCancelled() {
		this.fulfilment.given()
			.when(placed("sold-out book"))
			.then(step("order.stock-refused", new OrderStep.StockRefused()),
					step("order.cancelled", new OrderStep.Cancelled()))
			.thenStatus(SagaStatus.COMPENSATED);
	}

	@Test
	void whenThePaymentIsRefusedThenTheStockIsReleasedBeforeTheOrderIsCancelled() {
		this.fulfilment.given()
			.when(placed("unpaid book"))
			.then(step("order.stock-reserved", new OrderStep.StockReserved()),
					step("order.payment-refused", new OrderStep.PaymentRefused()),
					step("order.stock-released", new OrderStep.StockReleased()),
					step("order.cancelled", new OrderStep.Cancelled()))
			.thenStatus(SagaStatus.COMPENSATED);
	}

	@Test
	void anOrderIsFulfilledOnce() {
		Event placed = placed("book");
		this.fulfilment.given(placed).when(placed).thenNothing().thenOutcome(SagaOutcome.DUPLICATE);
	}

}
