package io.github.dualstream.benchmarks.sagas;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.benchmarks.workload.Order;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.saga.On;
import io.github.dualstream.saga.Saga;
import io.github.dualstream.saga.SagaContext;
import io.github.dualstream.saga.StartOn;

/**
 * The saga: asks for the payment of an order, and confirms the order once it is paid.
 */
@Saga(value = OrderPayment.NAME, sourceTypes = Orders.SOURCE_TYPE)
class OrderPayment {

	static final String NAME = "order-payment";

	static final String PAID = "order.paid";

	static final String REQUESTED = "payment.requested";

	static final String CONFIRMED = "order.confirmed";

	private final DualStreamPublisher events;

	OrderPayment(DualStreamPublisher events) {
		this.events = events;
	}

	@StartOn(Orders.TYPE)
	Payment placed(Order order, SagaContext saga) {
		this.events.publish(Event.of(Orders.SOURCE_TYPE, saga.id(), REQUESTED, order));
		return new Payment(order.customer(), order.total());
	}

	@On(PAID)
	void paid(Order order, Payment payment, SagaContext saga) {
		this.events.publish(Event.of(Orders.SOURCE_TYPE, saga.id(), CONFIRMED, order));
		saga.complete();
	}

	/**
	 * State of the saga.
	 *
	 * @param customer who ordered
	 * @param total to pay
	 */
	record Payment(String customer, double total) {

	}

}
