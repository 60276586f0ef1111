package io.github.dualstream.faults.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.dualstream.Event;
import io.github.dualstream.Source;
import io.github.dualstream.aggregate.ConcurrencyException;
import io.github.dualstream.aggregate.EventStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Appends to few streams of an event store until the JVM ends, so that threads and
 * instances are often in conflict. The table of orders has the events of transactions
 * that committed, with their versions; one of ten rolls back.
 */
final class StreamsWorkload {

	private static final Logger logger = LoggerFactory.getLogger(StreamsWorkload.class);

	private static final int STREAMS = 6;

	private final Random random = new Random();

	private final EventStore store;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final OrdersProperties properties;

	StreamsWorkload(EventStore store, JdbcTemplate jdbc, TransactionTemplate transaction, OrdersProperties properties) {
		this.store = store;
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.properties = properties;
	}

	void start() {
		for (int i = 0; i < this.properties.threads(); i++) {
			Thread thread = new Thread(this::work, "streams-" + i);
			thread.setDaemon(true);
			thread.start();
		}
	}

	private void work() {
		while (!Thread.currentThread().isInterrupted()) {
			try {
				append(new Source("order", "stream-" + this.random.nextInt(STREAMS)));
			}
			catch (ConcurrencyException ex) {
				logger.debug("Conflict", ex);
			}
			catch (RuntimeException ex) {
				// what counts is what the database says in the end
				logger.info("Append failed: {}", ex.toString());
			}
			LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / this.properties.rate());
		}
	}

	private void append(Source source) {
		this.transaction.executeWithoutResult((status) -> {
			Long last = this.jdbc.queryForObject(
					"select coalesce(max(version), 0) from dual_stream_event where aggregateid = ?", Long.class,
					source.id());
			long version = (last != null) ? last : 0;
			List<Event> events = new ArrayList<>();
			for (int i = 0; i <= this.random.nextInt(3); i++) {
				events.add(event(source, version + i + 1));
			}
			this.store.append(source, version, events);
			for (Event event : events) {
				version++;
				this.jdbc.update("insert into orders (event, source, sequence) values (?, ?, ?)", event.id(),
						source.id(), version);
			}
			if (this.random.nextInt(10) == 0) {
				status.setRollbackOnly();
			}
		});
	}

	private Event event(Source source, long version) {
		return Event.builder()
			.id(source.id() + "/" + version + "/" + Long.toHexString(this.random.nextLong()))
			.source(source)
			.type("order.changed")
			.data("x".repeat(this.random.nextInt(400)))
			.build();
	}

}
