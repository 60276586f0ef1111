package io.github.dualstream.sample;

import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.PublishResult;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Places orders: a row and its event in one transaction, both or neither.
 */
@Service
class OrderService {

	private final JdbcClient jdbc;

	private final DualStreamPublisher events;

	OrderService(JdbcClient jdbc, @EventPublisher DualStreamPublisher events) {
		this.jdbc = jdbc;
		this.events = events;
	}

	/**
	 * Place an order.
	 * @param item what is ordered
	 * @param total what it costs
	 * @return the order and its event
	 */
	@Transactional
	PlacedOrder place(String item, BigDecimal total) {
		String id = UUID.randomUUID().toString();
		this.jdbc.sql("insert into orders (id, item, total) values (?, ?, ?)").params(id, item, total).update();
		PublishResult result = this.events
			.publish(Event.of("order", id, "order.placed", Map.of("item", item, "total", total)));
		return new PlacedOrder(id, result.eventId(), result.isStored());
	}

}
