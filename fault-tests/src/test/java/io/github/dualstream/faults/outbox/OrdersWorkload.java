package io.github.dualstream.faults.outbox;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs transactions until the JVM ends. Those of one source come one after the other,
 * because each locks the source's row; one of ten rolls back.
 */
final class OrdersWorkload implements ApplicationRunner {

	private static final Logger logger = LoggerFactory.getLogger(OrdersWorkload.class);

	private final Random random = new Random();

	private final DualStreamPublisher publisher;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final OrdersProperties properties;

	OrdersWorkload(DualStreamPublisher publisher, JdbcTemplate jdbc, TransactionTemplate transaction,
			OrdersProperties properties) {
		this.publisher = publisher;
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.properties = properties;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		start();
	}

	void start() {
		for (int i = 0; i < this.properties.threads(); i++) {
			Thread thread = new Thread(this::work, "orders-" + i);
			thread.setDaemon(true);
			thread.start();
		}
	}

	private void work() {
		while (!Thread.currentThread().isInterrupted()) {
			try {
				this.transaction.executeWithoutResult((status) -> {
					int events = 1 + this.random.nextInt(3);
					for (int i = 0; i < events; i++) {
						order("source-" + i + "-" + this.random.nextInt(OrdersDatabase.SOURCES));
					}
					if (this.random.nextInt(10) == 0) {
						status.setRollbackOnly();
					}
				});
			}
			catch (RuntimeException ex) {
				// what counts is what the database says in the end
				logger.info("Transaction failed: {}", ex.toString());
			}
			LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / this.properties.rate());
		}
	}

	private void order(String source) {
		Long sequence = this.jdbc
			.queryForObject("insert into sources (id, sequence) values (?, 1) on conflict (id) do update set"
					+ " sequence = sources.sequence + 1 returning sequence", Long.class, source);
		String event = source + "/" + sequence + "/" + Long.toHexString(this.random.nextLong());
		this.jdbc.update("insert into orders (event, source, sequence) values (?, ?, ?)", event, source, sequence);
		this.publisher.publish(Event.builder()
			.id(event)
			.source("order", source)
			.type("order.placed")
			.data("x".repeat(this.random.nextInt(400)))
			.build());
	}

}
