package io.github.dualstream.outbox.jdbc;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions of the library itself, including reads. Each begins and commits on a
 * connection of its own, independently of the connection's auto-commit mode and of the
 * calling thread's transaction. Thread-safe.
 */
public final class OwnTransactions {

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	/**
	 * Create the transactions.
	 * @param dataSource data source of the connections
	 */
	public OwnTransactions(DataSource dataSource) {
		// connections are bound to this object: those that the application has bound to
		// its DataSource are never found
		DataSource own = new DelegatingDataSource(dataSource);
		this.jdbc = new JdbcTemplate(own);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(own));
	}

	/**
	 * Run statements in a transaction, which rolls back if they throw.
	 * @param work statements with a result
	 * @param <T> type of the result
	 * @return the result
	 * @throws org.springframework.dao.DataAccessException if the database fails
	 */
	public <T extends @Nullable Object> T execute(Function<JdbcTemplate, T> work) {
		return execute((jdbc, status) -> work.apply(jdbc));
	}

	<T extends @Nullable Object> T execute(BiFunction<JdbcTemplate, TransactionStatus, T> work) {
		try {
			return this.transaction.execute((status) -> work.apply(this.jdbc, status));
		}
		catch (CannotCreateTransactionException ex) {
			throw new DataAccessResourceFailureException("Could not connect to the database of the outbox", ex);
		}
	}

	/**
	 * Run statements in a transaction, which rolls back if they throw.
	 * @param work statements without a result
	 * @throws org.springframework.dao.DataAccessException if the database fails
	 */
	public void run(Consumer<JdbcTemplate> work) {
		Object unused = this.<@Nullable Object>execute((jdbc) -> {
			work.accept(jdbc);
			return null;
		});
	}

}
