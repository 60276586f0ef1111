package io.github.dualstream.test.autoconfigure;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Service under test.
 */
@Service
class Orders {

	private final DualStreamPublisher events;

	Orders(@EventPublisher DualStreamPublisher events) {
		this.events = events;
	}

	void place(String id, int total) {
		this.events.publish(Event.of("order", id, "order.placed", new OrderPlaced(total)));
	}

	void cancel(String id) {
		this.events.publish(Event.of("order", id, "order.cancelled", new OrderPlaced(0)));
	}

	@Transactional
	void placeInTransaction(String id, int total) {
		place(id, total);
	}

	@Transactional
	void placeAndFail(String id) {
		place(id, 1);
		throw new IllegalStateException("changed our mind");
	}

	/**
	 * Data of an event.
	 *
	 * @param total price
	 */
	record OrderPlaced(int total) {

	}

}
