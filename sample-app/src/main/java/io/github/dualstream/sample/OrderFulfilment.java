package io.github.dualstream.sample;

import java.math.BigDecimal;
import java.util.List;

import io.github.dualstream.aggregate.Aggregates;
import io.github.dualstream.saga.Compensation;
import io.github.dualstream.saga.On;
import io.github.dualstream.saga.Saga;
import io.github.dualstream.saga.SagaContext;
import io.github.dualstream.saga.StartOn;

/**
 * Fulfils orders: reserves stock, takes the payment, completes. There is no stock of
 * items named {@code sold-out…}, and the payment of items named {@code unpaid…} is
 * refused; such an order is cancelled, after what was reserved is released.
 */
@Saga(value = "order-fulfilment", sourceTypes = "order")
class OrderFulfilment {

	private final Aggregates<Order> orders;

	OrderFulfilment(Aggregates<Order> orders) {
		this.orders = orders;
	}

	@StartOn("order.placed")
	Progress placed(OrderPlaced order, SagaContext saga) {
		saga.onCompensation("cancel");
		add(saga, order.item().startsWith("sold-out") ? new OrderStep.StockRefused() : new OrderStep.StockReserved());
		return new Progress(order.item(), order.total());
	}

	@On("order.stock-reserved")
	void reserved(Progress progress, SagaContext saga) {
		saga.onCompensation("release-stock");
		add(saga, progress.item().startsWith("unpaid") ? new OrderStep.PaymentRefused()
				: new OrderStep.Paid(progress.total()));
	}

	@On("order.stock-refused")
	void refused(SagaContext saga) {
		saga.compensate("sold out");
	}

	@On("order.paid")
	void paid(SagaContext saga) {
		add(saga, new OrderStep.Completed());
		saga.complete();
	}

	@On("order.payment-refused")
	void unpaid(SagaContext saga) {
		saga.compensate("payment refused");
	}

	@Compensation("release-stock")
	void release(SagaContext saga) {
		add(saga, new OrderStep.StockReleased());
	}

	@Compensation("cancel")
	void cancel(SagaContext saga) {
		add(saga, new OrderStep.Cancelled());
	}

	private void add(SagaContext saga, OrderStep step) {
		this.orders.execute(saga.id(), (order) -> List.of(step));
	}

	/**
	 * State of the saga.
	 *
	 * @param item ordered item
	 * @param total price
	 */
	record Progress(String item, BigDecimal total) {

	}

}
