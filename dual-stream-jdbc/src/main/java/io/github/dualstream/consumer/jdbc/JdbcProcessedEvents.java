package io.github.dualstream.consumer.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.transport.ProcessedEvents;
import io.github.dualstream.transport.ProcessedEventsUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Store of processed events in a table of the application's database, written in the
 * transaction of their processing: both are committed, or neither.
 */
public final class JdbcProcessedEvents implements ProcessedEvents {

	private static final Logger logger = LoggerFactory.getLogger(JdbcProcessedEvents.class);

	private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(10);

	private final JdbcOperations jdbc;

	private final JdbcClient client;

	private final PlatformTransactionManager transactions;

	private final String table;

	private final Duration retention;

	private final Clock clock;

	private final AtomicReference<Instant> nextCleaning;

	/**
	 * Create the store.
	 * @param jdbc access to the database
	 * @param transactions transaction manager of the handlers
	 * @param names names of the tables
	 * @param retention retention of the rows
	 */
	public JdbcProcessedEvents(JdbcOperations jdbc, PlatformTransactionManager transactions, TableNames names,
			Duration retention) {
		this(jdbc, transactions, names, retention, Clock.systemUTC());
	}

	JdbcProcessedEvents(JdbcOperations jdbc, PlatformTransactionManager transactions, TableNames names,
			Duration retention, Clock clock) {
		this.jdbc = jdbc;
		this.client = JdbcClient.create(jdbc);
		this.transactions = transactions;
		this.table = names.of("processed_event");
		this.retention = retention;
		this.clock = clock;
		this.nextCleaning = new AtomicReference<>(clock.instant());
	}

	@Override
	public void process(String group, Collection<String> eventIds, Processing processing) throws Exception {
		clean();
		TransactionStatus transaction = begin();
		try {
			Set<String> unprocessed = unprocessed(group, eventIds);
			if (!unprocessed.isEmpty()) {
				processing.process(Collections.unmodifiableSet(unprocessed));
			}
		}
		catch (Throwable ex) {
			rollback(transaction, ex);
			throw ex;
		}
		this.transactions.commit(transaction);
	}

	private TransactionStatus begin() {
		try {
			return this.transactions.getTransaction(new DefaultTransactionDefinition());
		}
		catch (TransactionException ex) {
			throw new ProcessedEventsUnavailableException("Could not begin a transaction for a handler", ex);
		}
	}

	/** Roll back after a failure, which is more informative than a failed rollback. */
	private void rollback(TransactionStatus transaction, Throwable cause) {
		try {
			this.transactions.rollback(transaction);
		}
		catch (RuntimeException ex) {
			cause.addSuppressed(ex);
		}
	}

	private Set<String> unprocessed(String group, Collection<String> eventIds) {
		Set<String> unprocessed = new LinkedHashSet<>(eventIds);
		try {
			unprocessed.removeAll(known(group, unprocessed));
			if (!unprocessed.isEmpty()) {
				// before the processing: of two at the same time, one waits here and
				// fails
				remember(group, unprocessed);
			}
			return unprocessed;
		}
		catch (DuplicateKeyException ex) {
			throw ex;
		}
		catch (DataAccessException ex) {
			throw new ProcessedEventsUnavailableException("Could not read or write table '" + this.table + "'", ex);
		}
	}

	private List<String> known(String group, Collection<String> eventIds) {
		return this.client
			.sql("select event_id from " + this.table + " where consumer_group = :group and event_id in (:ids)")
			.param("group", group)
			.param("ids", eventIds)
			.query(String.class)
			.list();
	}

	private void remember(String group, Collection<String> eventIds) {
		long now = this.clock.millis();
		this.jdbc.batchUpdate(
				"insert into " + this.table + " (consumer_group, event_id, processed_at) values (?, ?, ?)",
				eventIds.stream().map((id) -> new Object[] { group, id, now }).toList());
	}

	private void clean() {
		Instant now = this.clock.instant();
		Instant due = this.nextCleaning.get();
		if (now.isBefore(due) || !this.nextCleaning.compareAndSet(due, now.plus(CLEANING_INTERVAL))) {
			return;
		}
		try {
			new TransactionTemplate(this.transactions).executeWithoutResult(
					(status) -> this.client.sql("delete from " + this.table + " where processed_at < :before")
						.param("before", now.minus(this.retention).toEpochMilli())
						.update());
		}
		catch (DataAccessException | TransactionException ex) {
			logger.warn("Failed to delete old rows of table '{}'; retrying in {}: {}", this.table, CLEANING_INTERVAL,
					NestedExceptionUtils.getMostSpecificCause(ex).toString());
		}
	}

}
