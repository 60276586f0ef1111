package io.github.dualstream.sample;

import java.math.BigDecimal;

import io.github.dualstream.aggregate.EventSourced;

/**
 * An order, as its events say.
 *
 * @param item what is ordered
 * @param total what it costs
 * @param status status after its last event
 */
@EventSourced(type = "order")
record Order(String item, BigDecimal total, String status) {

	static Order apply(OrderPlaced placed) {
		return new Order(placed.item(), placed.total(), "placed");
	}

	Order apply(OrderStep step) {
		return new Order(this.item, this.total, step.status());
	}

}
