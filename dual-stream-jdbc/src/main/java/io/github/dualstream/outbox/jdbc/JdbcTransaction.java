package io.github.dualstream.outbox.jdbc;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import javax.sql.DataSource;

import io.github.dualstream.PublishFailedException;
import io.github.dualstream.outbox.CommitNotifier;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.jta.JtaTransactionObject;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * State of one transaction, from its begin to its end. It is one of the transaction's
 * synchronizations, which Spring suspends, resumes and clears, and is the first of them
 * that is called at the commit. For one thread.
 */
final class JdbcTransaction implements TransactionSynchronization, PriorityOrdered {

	private static final boolean HAS_JTA = ClassUtils.isPresent("jakarta.transaction.UserTransaction",
			JdbcTransaction.class.getClassLoader());

	private final TransactionExecution execution;

	/** Connection of this transaction. */
	private final @Nullable ConnectionHolder connection;

	private Set<Integer> slots = Set.of();

	private CommitNotifier notifier = CommitNotifier.NONE;

	private boolean over;

	private @Nullable RuntimeException failure;

	private Set<Object> savepointsSinceFailure = Set.of();

	JdbcTransaction(TransactionExecution execution) {
		this.execution = execution;
		this.connection = (transactionObject() instanceof JdbcTransactionObjectSupport jdbc
				&& jdbc.hasConnectionHolder()) ? jdbc.getConnectionHolder() : null;
	}

	/**
	 * Transaction of a connection.
	 */
	static @Nullable JdbcTransaction of(ConnectionHolder connection) {
		for (TransactionSynchronization synchronization : synchronizations()) {
			if (synchronization instanceof JdbcTransaction transaction && transaction.connection == connection) {
				return transaction;
			}
		}
		return (TransactionSynchronizationManager.getResource(connection) instanceof JdbcTransaction suspended)
				? suspended : null;
	}

	/**
	 * Transaction of the calling thread, for any kind of resource.
	 */
	static @Nullable JdbcTransaction current() {
		for (TransactionSynchronization synchronization : synchronizations()) {
			if (synchronization instanceof JdbcTransaction transaction) {
				return transaction;
			}
		}
		return null;
	}

	private static List<TransactionSynchronization> synchronizations() {
		return TransactionSynchronizationManager.isSynchronizationActive()
				? TransactionSynchronizationManager.getSynchronizations() : List.of();
	}

	private @Nullable Object transactionObject() {
		return (this.execution instanceof DefaultTransactionStatus status && status.hasTransaction())
				? status.getTransaction() : null;
	}

	boolean isOf(TransactionExecution execution) {
		return this.execution == execution;
	}

	boolean isOver() {
		return this.over;
	}

	boolean isReadOnly() {
		return this.execution.isReadOnly();
	}

	boolean isJta() {
		return HAS_JTA && transactionObject() instanceof JtaTransactionObject;
	}

	/**
	 * Whether it has a connection that is not accessible.
	 */
	boolean hidesItsConnection() {
		return this.connection == null && transactionObject() instanceof JdbcTransactionObjectSupport;
	}

	/**
	 * Whether its connection is from the same pool, although it is bound to another
	 * DataSource object.
	 */
	boolean isBehindAnotherProxyOf(DataSource dataSource) {
		return this.connection != null && TransactionSynchronizationManager.getResourceMap()
			.entrySet()
			.stream()
			.anyMatch((resource) -> resource.getValue() == this.connection
					&& resource.getKey() instanceof DataSource key && target(key) == target(dataSource));
	}

	private static DataSource target(DataSource dataSource) {
		DataSource target = dataSource;
		while (target instanceof DelegatingDataSource proxy && proxy.getTargetDataSource() != null) {
			target = proxy.getTargetDataSource();
		}
		return target;
	}

	void stored(Set<Integer> slots, CommitNotifier notifier) {
		if (this.slots.isEmpty()) {
			this.slots = new TreeSet<>();
		}
		this.slots.addAll(slots);
		this.notifier = notifier;
	}

	void failed(RuntimeException failure) {
		if (this.failure == null) {
			this.failure = failure;
			this.savepointsSinceFailure = Collections.newSetFromMap(new IdentityHashMap<>());
		}
	}

	/**
	 * Prevent a commit without an event that could not be written, which the caller may
	 * not have noticed.
	 */
	void requireNoFailure() {
		if (this.failure != null) {
			throw new PublishFailedException(
					"The transaction was not committed, because one of its events was not stored: "
							+ this.failure.getMessage(),
					this.failure);
		}
	}

	/**
	 * Highest precedence, so that no other callback runs before the end of the
	 * transaction is known here.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void savepoint(Object savepoint) {
		if (this.failure != null) {
			this.savepointsSinceFailure.add(savepoint);
		}
	}

	@Override
	public void savepointRollback(Object savepoint) {
		if (!this.savepointsSinceFailure.contains(savepoint)) {
			this.failure = null;
		}
	}

	/**
	 * Suspend the synchronization; the connection stays bound to the thread while a
	 * transaction of another manager suspends only the synchronizations.
	 */
	@Override
	public void suspend() {
		if (this.connection != null) {
			TransactionSynchronizationManager.bindResource(this.connection, this);
		}
	}

	@Override
	public void resume() {
		if (this.connection != null) {
			TransactionSynchronizationManager.unbindResourceIfPossible(this.connection);
		}
	}

	@Override
	public void afterCommit() {
		this.over = true;
		if (!this.slots.isEmpty()) {
			this.notifier.committed(this.slots);
		}
	}

	@Override
	public void afterCompletion(int status) {
		this.over = true;
	}

}
