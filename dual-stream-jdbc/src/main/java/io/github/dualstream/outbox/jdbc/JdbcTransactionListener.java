package io.github.dualstream.outbox.jdbc;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Listener that notifies the outbox of the begin and the end of transactions. Events can
 * be stored only in transactions of managers with this listener; it is added to all
 * managers that are beans automatically. Stateless and thread-safe.
 */
public final class JdbcTransactionListener implements TransactionExecutionListener {

	/**
	 * Add the listener to a transaction manager, before its existing ones, so that they
	 * may publish.
	 * @param manager the transaction manager
	 */
	public static void addTo(ConfigurableTransactionManager manager) {
		List<TransactionExecutionListener> listeners = new ArrayList<>();
		listeners.add(new JdbcTransactionListener());
		listeners.addAll(manager.getTransactionExecutionListeners());
		manager.setTransactionExecutionListeners(listeners);
	}

	@Override
	public void afterBegin(TransactionExecution transaction, @Nullable Throwable beginFailure) {
		if (beginFailure == null && transaction.isNewTransaction()
				&& TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(new JdbcTransaction(transaction));
		}
	}

	@Override
	public void beforeCommit(TransactionExecution transaction) {
		JdbcTransaction current = JdbcTransaction.current();
		if (current != null && current.isOf(transaction)) {
			current.requireNoFailure();
		}
	}

}
