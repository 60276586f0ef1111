package io.github.dualstream.outbox.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.github.dualstream.PublishFailedException;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.outbox.CommitNotifier;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes events through the connection of the calling thread's transaction, at the time
 * of the call: savepoints, flushes and rollbacks apply to the rows as to any other.
 */
final class CurrentTransactionEvents {

	private static final String OVER = "the transaction is over (afterCommit, afterCompletion, or a listener of the"
			+ " phase AFTER_COMMIT and the like). Publish before the commit, such as in the phase BEFORE_COMMIT, or"
			+ " in a transaction of its own: @Transactional(propagation = REQUIRES_NEW).";

	private static final String READ_ONLY = "the transaction is read-only. Publish in one that is not:"
			+ " @Transactional(readOnly = false), with propagation = REQUIRES_NEW inside of a read-only one.";

	private static final String WITHOUT_SYNCHRONIZATION = "the transaction's manager has no synchronizations. Do not"
			+ " set its transactionSynchronization to SYNCHRONIZATION_NEVER.";

	private static final String FOREIGN = "the transaction's manager is not known to the outbox. Make it a bean of"
			+ " this application context, or call JdbcTransactionListener.addTo(transactionManager).";

	private static final String JTA = "the transaction is a JTA transaction, which the outbox cannot be part of. Publish in a"
			+ " transaction of a JdbcTransactionManager or JpaTransactionManager, or with propagation = NOT_SUPPORTED.";

	private static final String HIDDEN = "the transaction does not show its JDBC connection. Give its"
			+ " JpaTransactionManager the DataSource of the outbox, and a JpaVendorAdapter or JpaDialect that exposes"
			+ " connections.";

	private static final String ANOTHER_PROXY = "the transaction's manager uses another DataSource object of the same"
			+ " pool as the outbox does. Give the transaction manager the DataSource bean.";

	private final DataSource dataSource;

	private final Insertion insertion;

	CurrentTransactionEvents(DataSource dataSource, Insertion insertion) {
		this.dataSource = dataSource;
		this.insertion = insertion;
	}

	boolean isTransactionActive() {
		return transaction() != null;
	}

	void add(List<EncodedEvent> events, CommitNotifier notifier) {
		write(() -> insert(events), notifier);
	}

	private Set<Integer> insert(List<EncodedEvent> events) {
		try {
			return this.insertion.insert(events);
		}
		catch (RuntimeException ex) {
			throw new PublishFailedException("Event '" + events.get(0).event().id()
					+ "' could not be stored in the outbox. Roll the transaction back: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Run statements that write rows. If they fail, the transaction does not commit,
	 * unless it is rolled back to a savepoint from before them.
	 * @param rows statements, which return the slots of the rows' sources
	 */
	void write(Supplier<Set<Integer>> rows, CommitNotifier notifier) {
		JdbcTransaction transaction = Objects.requireNonNull(transaction(), "there is no transaction");
		try {
			transaction.stored(rows.get(), notifier);
		}
		catch (RuntimeException ex) {
			transaction.failed(ex);
			throw ex;
		}
	}

	private @Nullable JdbcTransaction transaction() {
		ConnectionHolder connection = (ConnectionHolder) TransactionSynchronizationManager.getResource(this.dataSource);
		JdbcTransaction transaction = (connection != null) ? JdbcTransaction.of(connection) : null;
		if (transaction == null) {
			requireOutside(connection);
			return null;
		}
		refuseIf(transaction.isOver(), OVER);
		refuseIf(transaction.isReadOnly(), READ_ONLY);
		return transaction;
	}

	/**
	 * Require that there is no transaction of the outbox's database that was not
	 * recognized.
	 */
	private void requireOutside(@Nullable ConnectionHolder connection) {
		boolean active = TransactionSynchronizationManager.isActualTransactionActive();
		if (!TransactionSynchronizationManager.isSynchronizationActive()) {
			refuseIf(connection != null, active ? OVER : WITHOUT_SYNCHRONIZATION);
			return;
		}
		JdbcTransaction another = JdbcTransaction.current();
		if (another != null) {
			refuseIf(another.isJta(), JTA);
			refuseIf(another.hidesItsConnection(), HIDDEN);
			refuseIf(another.isBehindAnotherProxyOf(this.dataSource), ANOTHER_PROXY);
		}
		else {
			refuseIf(active && connection != null && !isAutoCommit(connection), FOREIGN);
		}
	}

	private static void refuseIf(boolean refused, String reason) {
		if (refused) {
			throw new PublishFailedException("The event was neither stored nor sent: " + reason, null);
		}
	}

	private static boolean isAutoCommit(ConnectionHolder connection) {
		try {
			return connection.getConnection().getAutoCommit();
		}
		catch (SQLException ex) {
			return false;
		}
	}

}
