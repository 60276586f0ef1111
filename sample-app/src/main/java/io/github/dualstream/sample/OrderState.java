package io.github.dualstream.sample;

import java.math.BigDecimal;

import io.github.dualstream.aggregate.Aggregate;

/**
 * State of an order at a version.
 *
 * @param id id of the order
 * @param version number of its last event
 * @param item what is ordered
 * @param total what it costs
 * @param status status after the event
 */
record OrderState(String id, long version, String item, BigDecimal total, String status) {

	static OrderState of(Aggregate<Order> order) {
		return new OrderState(order.source().id(), order.version(), order.state().item(), order.state().total(),
				order.state().status());
	}

}
