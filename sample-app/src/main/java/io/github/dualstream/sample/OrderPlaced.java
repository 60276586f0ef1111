package io.github.dualstream.sample;

import java.math.BigDecimal;

import io.github.dualstream.aggregate.EventType;

/**
 * An order was placed.
 *
 * @param item what is ordered
 * @param total what it costs
 */
@EventType("order.placed")
record OrderPlaced(String item, BigDecimal total) {

}
