package io.github.dualstream.sample;

import java.math.BigDecimal;

import io.github.dualstream.aggregate.EventSourced;

/**
 * An order, as its events say.
 *
 * @param item what is ordered
 * @param total what it costs
 */
@EventSourced(type = "order")
record Order(String item, BigDecimal total) {

	static Order apply(OrderPlaced placed) {
		return new Order(placed.item(), placed.total());
	}

}
