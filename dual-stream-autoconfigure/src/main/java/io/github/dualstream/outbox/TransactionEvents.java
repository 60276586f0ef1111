package io.github.dualstream.outbox;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.github.dualstream.PublishFailedException;
import io.github.dualstream.transport.EncodedEvent;

import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The events of one transaction, written together before it commits: that takes one round
 * trip instead of one for each. A transaction whose events cannot be written does not
 * commit.
 */
final class TransactionEvents implements TransactionSynchronization {

	private static final int MAX_BUFFERED = 200;

	private final OutboxStore store;

	private final CommitNotifier notifier;

	private final List<EncodedEvent> buffered = new ArrayList<>();

	/** How many events there were at each savepoint. */
	private final IdentityHashMap<Object, Integer> savepoints = new IdentityHashMap<>();

	private final Set<Integer> slots = new TreeSet<>();

	private boolean committing;

	private TransactionEvents(OutboxStore store, CommitNotifier notifier) {
		this.store = store;
		this.notifier = notifier;
	}

	static TransactionEvents current(OutboxStore store, CommitNotifier notifier) {
		if (TransactionSynchronizationManager.getResource(store) instanceof TransactionEvents current) {
			return current;
		}
		TransactionEvents events = new TransactionEvents(store, notifier);
		TransactionSynchronizationManager.registerSynchronization(events);
		TransactionSynchronizationManager.bindResource(store, events);
		return events;
	}

	void add(EncodedEvent event) {
		this.buffered.add(event);
		// what was published before a savepoint must not be written after it
		boolean full = this.buffered.size() >= MAX_BUFFERED && this.savepoints.isEmpty();
		if (full || this.committing) {
			write();
		}
	}

	private void write() {
		if (this.buffered.isEmpty()) {
			return;
		}
		try {
			this.slots.addAll(this.store.add(this.buffered));
			this.buffered.clear();
		}
		catch (DataAccessException ex) {
			throw new PublishFailedException("Event '" + this.buffered.get(0).event().id()
					+ "' could not be stored in the outbox: " + ex.getMessage(), ex);
		}
	}

	/** Behind others, who may publish. */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void savepoint(Object savepoint) {
		this.savepoints.put(savepoint, this.buffered.size());
	}

	@Override
	public void savepointRollback(Object savepoint) {
		int size = this.savepoints.getOrDefault(savepoint, 0);
		this.buffered.subList(Math.min(size, this.buffered.size()), this.buffered.size()).clear();
	}

	@Override
	public void beforeCommit(boolean readOnly) {
		this.committing = true;
		write();
	}

	@Override
	public void afterCommit() {
		this.notifier.committed(this.slots);
	}

	@Override
	public void suspend() {
		TransactionSynchronizationManager.unbindResource(this.store);
	}

	@Override
	public void resume() {
		TransactionSynchronizationManager.bindResource(this.store, this);
	}

	@Override
	public void beforeCompletion() {
		TransactionSynchronizationManager.unbindResource(this.store);
	}

}
