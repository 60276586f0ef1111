package io.github.dualstream.faults.patterns;

import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.ScheduledPublisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Places orders until the JVM ends, and pays them or not. The table of orders has those
 * whose transaction committed.
 */
final class OrderWorkload implements InitializingBean {

	private static final Logger logger = LoggerFactory.getLogger(OrderWorkload.class);

	/** The list of stuck sagas, from which the end of the run is read, has a hundred. */
	private static final int MAX_POISONED = 80;

	private final Random random = new Random();

	private final DualStreamPublisher events;

	private final ScheduledPublisher scheduler;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final FulfilmentProperties properties;

	OrderWorkload(DualStreamPublisher events, ScheduledPublisher scheduler, JdbcTemplate jdbc,
			TransactionTemplate transaction, FulfilmentProperties properties) {
		this.events = events;
		this.scheduler = scheduler;
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.properties = properties;
	}

	@Override
	public void afterPropertiesSet() {
		if (this.properties.working()) {
			Thread thread = new Thread(this::work, "orders");
			thread.setDaemon(true);
			thread.start();
		}
	}

	private void work() {
		while (!Thread.currentThread().isInterrupted()) {
			try {
				order(UUID.randomUUID().toString(), kind());
			}
			catch (RuntimeException ex) {
				// what counts is what the database says in the end
				logger.info("Order failed: {}", ex.toString());
			}
			LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / this.properties.rate());
		}
	}

	private OrderKind kind() {
		OrderKind kind = OrderKind.any(this.random);
		return (kind == OrderKind.POISONED && poisoned() >= MAX_POISONED) ? OrderKind.PAID : kind;
	}

	private long poisoned() {
		return Objects.requireNonNull(this.jdbc.queryForObject("select count(*) from orders where kind = ?", Long.class,
				OrderKind.POISONED.name()));
	}

	private void order(String id, OrderKind kind) {
		if (kind == OrderKind.PAID_EARLY) {
			pay(id, "payment.confirmed");
		}
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.update("insert into orders (id, kind) values (?, ?)", id, kind.name());
			this.events.publish(Event.of("order", id, "order.placed", new Fulfilment.Placed(kind)));
			if (kind == OrderKind.PAID_LATE) {
				this.scheduler.publishAfter(payment(id, "payment.confirmed"), Fulfilment.TIMEOUT.plusSeconds(1));
			}
		});
		switch (kind) {
			case PAID, POISONED -> pay(id, "payment.confirmed");
			case PAID_TWICE -> pay(id, "payment.confirmed", "payment.confirmed");
			case REFUSED -> pay(id, "payment.refused");
			case PAID_AND_REFUSED -> pay(id, "payment.confirmed", "payment.refused");
			case PAID_EARLY, PAID_LATE, FORGOTTEN -> {
			}
		}
	}

	private void pay(String order, String... types) {
		this.transaction.executeWithoutResult((status) -> {
			for (String type : types) {
				this.events.publish(payment(order, type));
			}
		});
	}

	/** On any partition, so that it may overtake its order. */
	private static Event payment(String order, String type) {
		return Event.of("payment", UUID.randomUUID().toString(), type, new Fulfilment.Payment(order));
	}

}
