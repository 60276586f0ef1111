package io.github.dualstream.outbox;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Administration of the outbox: pending events, failed events and relays. Each call is a
 * transaction of its own on a connection of its own, also within a transaction of the
 * caller, which it neither sees nor is rolled back with. Thread-safe. Methods throw
 * {@link org.springframework.dao.DataAccessException} when the database does not answer.
 */
public final class Outbox {

	private final OutboxStore store;

	private final RelayRegistry registry;

	private final @Nullable Relay relay;

	/**
	 * Create the outbox.
	 * @param store store of the rows
	 * @param registry registry of the relays
	 * @param relay relay of this instance, if it has one
	 */
	public Outbox(OutboxStore store, RelayRegistry registry, @Nullable Relay relay) {
		this.store = store;
		this.registry = registry;
		this.relay = relay;
	}

	/**
	 * Count the events in the outbox. The duration grows with their number.
	 * @return the counts
	 */
	public OutboxCounts counts() {
		return this.store.counts();
	}

	/**
	 * List the relays with a valid lease, of all instances.
	 * @return the relays; empty if no instance sends
	 */
	public List<RelayLease> relays() {
		return this.registry.leases();
	}

	/**
	 * Reason why this instance's relay is not sending at the moment. Does not query the
	 * database.
	 * @return the innermost cause; empty while the relay works, or without a relay
	 */
	public Optional<String> relayFailure() {
		return Optional.ofNullable(this.relay).map(Relay::failure);
	}

	/**
	 * List failed events, oldest first. They do not delay later events of their sources.
	 * @param after number to continue after; 0 for the first page
	 * @param limit maximum number of events
	 * @return the events
	 */
	public List<FailedEvent> failed(long after, int limit) {
		return this.store.failed(after, limit);
	}

	/**
	 * Retry a failed event. It is sent after events of its source that have been sent
	 * meanwhile.
	 * @param number {@link FailedEvent#number()} of the event
	 * @return {@code false} if no failed event has this number
	 */
	public boolean retry(long number) {
		boolean found = this.store.retry(number);
		wakeUp();
		return found;
	}

	/**
	 * Retry all failed events, as with {@link #retry(long)}.
	 * @return number of failed events
	 */
	public int retryAll() {
		int found = this.store.retryAll();
		wakeUp();
		return found;
	}

	/**
	 * Delete a failed event permanently.
	 * @param number {@link FailedEvent#number()} of the event
	 * @return {@code false} if no failed event has this number
	 */
	public boolean discard(long number) {
		return this.store.discard(number);
	}

	private void wakeUp() {
		if (this.relay != null) {
			this.relay.wakeUp();
		}
	}

}
