package io.github.dualstream.outbox;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The outbox, for people and tools that look after it: what waits, what was given up, and
 * who sends. Each call is a transaction of its own on a connection of its own, also
 * within a transaction of the caller, which it neither sees nor is rolled back with.
 * Thread-safe. Methods throw {@link org.springframework.dao.DataAccessException} when the
 * database does not answer.
 */
public final class Outbox {

	private final OutboxStore store;

	private final RelayRegistry registry;

	private final @Nullable Relay relay;

	/**
	 * Create the outbox.
	 * @param store the rows
	 * @param registry the relays
	 * @param relay this instance's own relay, if it has one
	 */
	public Outbox(OutboxStore store, RelayRegistry registry, @Nullable Relay relay) {
		this.store = store;
		this.registry = registry;
		this.relay = relay;
	}

	/**
	 * Count what lies in the outbox. Takes the longer the more that is.
	 * @return the counts
	 */
	public OutboxCounts counts() {
		return this.store.counts();
	}

	/**
	 * List the relays whose lease holds, of all instances.
	 * @return the relays; none if nobody sends
	 */
	public List<RelayLease> relays() {
		return this.registry.leases();
	}

	/**
	 * The reason why this instance's relay sends nothing at this moment. Does not ask the
	 * database.
	 * @return the innermost cause; empty while the relay works, or where there is none
	 */
	public Optional<String> relayFailure() {
		return Optional.ofNullable(this.relay).map(Relay::failure);
	}

	/**
	 * List events that were given up, oldest first. Later events of their sources are not
	 * held up by them.
	 * @param after list those with larger numbers; 0 for the first ones
	 * @param limit how many at the most
	 * @return the events
	 */
	public List<FailedEvent> failed(long after, int limit) {
		return this.store.failed(after, limit);
	}

	/**
	 * Try an event again that was given up. It goes out behind events of its source that
	 * have been sent meanwhile.
	 * @param number the event's {@link FailedEvent#number()}
	 * @return {@code false} if no event that was given up has this number
	 */
	public boolean retry(long number) {
		boolean found = this.store.retry(number);
		wakeUp();
		return found;
	}

	/**
	 * Try all events again that were given up, as {@link #retry(long)} does one.
	 * @return how many there were
	 */
	public int retryAll() {
		int found = this.store.retryAll();
		wakeUp();
		return found;
	}

	/**
	 * Delete an event that was given up, for good.
	 * @param number the event's {@link FailedEvent#number()}
	 * @return {@code false} if no event that was given up has this number
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
