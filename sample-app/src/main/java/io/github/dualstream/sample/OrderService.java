package io.github.dualstream.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.github.dualstream.Source;
import io.github.dualstream.aggregate.Aggregate;
import io.github.dualstream.aggregate.Aggregates;
import io.github.dualstream.aggregate.EventStore;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Places orders: a row and an event in one transaction, both or neither. The event store
 * keeps every state that an order ever had.
 */
@Service
class OrderService {

	private final JdbcClient jdbc;

	private final Aggregates<Order> orders;

	private final EventStore events;

	OrderService(JdbcClient jdbc, Aggregates<Order> orders, EventStore events) {
		this.jdbc = jdbc;
		this.orders = orders;
		this.events = events;
	}

	/**
	 * Place an order.
	 * @param id new id of the order
	 * @param item what is ordered
	 * @param total what it costs
	 * @return id of its event
	 */
	@Transactional
	String place(String id, String item, BigDecimal total) {
		this.jdbc.sql("insert into orders (id, item, total) values (?, ?, ?)").params(id, item, total).update();
		return this.orders.create(id, new OrderPlaced(item, total)).events().get(0).event().id();
	}

	Optional<Aggregate<Order>> find(String id) {
		return this.orders.find(id);
	}

	Optional<Aggregate<Order>> find(String id, long version) {
		return this.orders.find(id, version);
	}

	Optional<Aggregate<Order>> find(String id, Instant time) {
		return this.orders.find(id, time);
	}

	List<OrderEvent> history(String id) {
		return this.events.load(new Source("order", id)).stream().map(OrderEvent::of).toList();
	}

}
