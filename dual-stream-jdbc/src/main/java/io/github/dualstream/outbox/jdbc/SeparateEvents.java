package io.github.dualstream.outbox.jdbc;

import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import io.github.dualstream.PublishFailedException;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.codec.EncodedEvent;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * Writes events in a short transaction of their own.
 */
final class SeparateEvents {

	private final JdbcTransactionManager transactions;

	private final Insertion insertion;

	SeparateEvents(DataSource dataSource, Insertion insertion) {
		this.transactions = new JdbcTransactionManager(dataSource);
		this.insertion = insertion;
	}

	/**
	 * Write events in their order.
	 * @return the slots of their sources
	 */
	Set<Integer> add(List<EncodedEvent> events) {
		Set<Integer> slots;
		TransactionStatus transaction;
		try {
			transaction = this.transactions
				.getTransaction(new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
			slots = insert(events, transaction);
		}
		catch (RuntimeException ex) {
			throw new PublishFailedException(
					"Event '" + idOf(events) + "' could not be stored in the outbox: " + ex.getMessage(), ex);
		}
		try {
			this.transactions.commit(transaction);
			return slots;
		}
		catch (RuntimeException ex) {
			throw new UnknownOutcomeException("Event '" + idOf(events)
					+ "' may be stored in the outbox, whose database did not answer to the commit: " + ex.getMessage(),
					ex);
		}
	}

	private Set<Integer> insert(List<EncodedEvent> events, TransactionStatus transaction) {
		try {
			return this.insertion.insert(events);
		}
		catch (RuntimeException ex) {
			this.transactions.rollback(transaction);
			throw ex;
		}
	}

	private static String idOf(List<EncodedEvent> events) {
		return events.get(0).event().id();
	}

}
