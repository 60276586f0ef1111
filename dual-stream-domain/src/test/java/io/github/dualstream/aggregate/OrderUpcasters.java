package io.github.dualstream.aggregate;

import java.math.BigDecimal;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Upcasters of two former versions of an order's first event.
 */
class OrderUpcasters {

	/** Version 1 had the price in cents. */
	@Upcaster(type = "order.placed", from = "1", to = "2")
	JsonNode centsToTotal(JsonNode data) {
		ObjectNode changed = (ObjectNode) data;
		changed.put("total", BigDecimal.valueOf(changed.remove("cents").asLong(), 2));
		return changed;
	}

	/** Version 2 had no currency. */
	@Upcaster(type = "order.placed", from = "2", to = "3")
	ObjectNode addCurrency(ObjectNode data) {
		return data.put("currency", "EUR");
	}

}
