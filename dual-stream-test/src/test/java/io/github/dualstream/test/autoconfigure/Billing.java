package io.github.dualstream.test.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.dualstream.consumer.DualStreamListener;

import org.springframework.stereotype.Component;

/**
 * Listener under test, which refuses orders without a total.
 */
@Component
class Billing {

	final List<Integer> billed = new CopyOnWriteArrayList<>();

	@DualStreamListener(group = "billing", topics = "events", types = "order.placed")
	void bill(Orders.OrderPlaced order) {
		if (order.total() == 0) {
			throw new IllegalArgumentException("nothing to bill");
		}
		this.billed.add(order.total());
	}

}
