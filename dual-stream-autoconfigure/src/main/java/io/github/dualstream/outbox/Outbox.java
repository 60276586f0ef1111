package io.github.dualstream.outbox;

import java.util.List;

/**
 * The outbox, for people and tools that look after it: what waits, what was given up, and
 * who sends. Thread-safe. Methods throw
 * {@link org.springframework.dao.DataAccessException} when the database does not answer.
 */
public final class Outbox {

	private final OutboxStore store;

	private final RelayRegistry registry;

	private final Runnable wakeUp;

	/**
	 * Create the outbox.
	 * @param store the rows
	 * @param registry the relays
	 * @param wakeUp tells the relay that there is something to send
	 */
	public Outbox(OutboxStore store, RelayRegistry registry, Runnable wakeUp) {
		this.store = store;
		this.registry = registry;
		this.wakeUp = wakeUp;
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
		this.wakeUp.run();
		return found;
	}

	/**
	 * Try all events again that were given up, as {@link #retry(long)} does one.
	 * @return how many there were
	 */
	public int retryAll() {
		int found = this.store.retryAll();
		this.wakeUp.run();
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

}
