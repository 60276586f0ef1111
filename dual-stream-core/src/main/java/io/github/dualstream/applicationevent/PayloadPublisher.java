package io.github.dualstream.applicationevent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.dualstream.BatchResult;
import io.github.dualstream.Causation;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Listener that publishes the event of each annotated payload on the thread that
 * publishes the payload, so that the event is stored in the same transaction, and a
 * failure reaches the caller. Thread-safe.
 */
public final class PayloadPublisher implements ApplicationListener<PayloadApplicationEvent<?>> {

	private static final Logger logger = LoggerFactory.getLogger(PayloadPublisher.class);

	private final EventPayloads payloads;

	private final Supplier<DualStreamPublisher> publisher;

	private final boolean transactional;

	/**
	 * Create the listener.
	 * @param payloads payloads that are events
	 * @param publisher publisher of the events
	 * @param transactional whether the publisher stores an event in the current
	 * transaction; if not, events wait for its commit
	 */
	public PayloadPublisher(EventPayloads payloads, Supplier<DualStreamPublisher> publisher, boolean transactional) {
		this.payloads = payloads;
		this.publisher = publisher;
		this.transactional = transactional;
	}

	@Override
	public void onApplicationEvent(PayloadApplicationEvent<?> published) {
		if (!(published instanceof ReceivedEvent<?>)) {
			this.payloads.eventOf(published.getPayload()).ifPresent(this::publish);
		}
	}

	private void publish(Event event) {
		if (!this.transactional && TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isSynchronizationActive()) {
			// the cause may have changed when the transaction commits
			committed().events.add(Causation.addTo(event));
		}
		else {
			this.publisher.get().publish(event);
		}
	}

	private CommittedEvents committed() {
		for (TransactionSynchronization present : TransactionSynchronizationManager.getSynchronizations()) {
			if (present instanceof CommittedEvents committed && committed.belongsTo(this)) {
				return committed;
			}
		}
		CommittedEvents committed = new CommittedEvents();
		TransactionSynchronizationManager.registerSynchronization(committed);
		return committed;
	}

	/**
	 * Events of one transaction, which are sent once it has committed.
	 */
	private final class CommittedEvents implements TransactionSynchronization {

		private final List<Event> events = new ArrayList<>();

		private final Map<Object, Integer> savepoints = new HashMap<>();

		boolean belongsTo(PayloadPublisher publisher) {
			return publisher == PayloadPublisher.this;
		}

		@Override
		public void savepoint(Object savepoint) {
			this.savepoints.put(savepoint, this.events.size());
		}

		@Override
		public void savepointRollback(Object savepoint) {
			// a savepoint that is not known is older than all of the events
			int kept = this.savepoints.getOrDefault(savepoint, 0);
			this.events.subList(Math.min(kept, this.events.size()), this.events.size()).clear();
		}

		@Override
		public void afterCommit() {
			BatchResult result = PayloadPublisher.this.publisher.get().publishAll(this.events);
			if (!result.isSuccess()) {
				logger.error(
						"The transaction has committed, but {} of its {} events were not acknowledged: {}. Publish them"
								+ " again, or set dual-stream.outbox.enabled=true, which stores events with their"
								+ " transaction",
						result.failures().size(), this.events.size(),
						result.failures().stream().map((failed) -> failed.event().id()).toList());
			}
			result.orThrow();
		}

	}

}
