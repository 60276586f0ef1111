package io.github.dualstream.outbox;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.github.dualstream.PublishFailedException;
import io.github.dualstream.Source;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.codec.EncodedEvent;

/**
 * Store of the outbox's rows. Thread-safe. Methods throw
 * {@link org.springframework.dao.DataAccessException} if the database fails.
 */
public interface OutboxStore {

	/**
	 * Whether the calling thread is within a transaction that {@link #add} would be part
	 * of.
	 * @return {@code true} within a transaction of the outbox's database
	 * @throws PublishFailedException if the thread is within a transaction that cannot
	 * store events: it is completed, read-only, or of an unsupported kind; the message
	 * contains the remedy
	 */
	boolean isTransactionActive();

	/**
	 * Write events within the current transaction, all or none.
	 * @param events events to write, in order
	 * @param notifier notifier of their slots once the transaction has committed
	 * @throws PublishFailedException if they could not be written: the transaction does
	 * not commit, unless it is rolled back to a savepoint from before this call
	 */
	void add(List<EncodedEvent> events, CommitNotifier notifier);

	/**
	 * Write events within a transaction of their own, all or none.
	 * @param events events to write, in order
	 * @return the slots of their sources
	 * @throws PublishFailedException if they were not written
	 * @throws UnknownOutcomeException if the database did not answer to the commit
	 */
	Set<Integer> addSeparately(List<EncodedEvent> events);

	/**
	 * Find the sources with pending events, as far as they were committed before this
	 * call.
	 * @param sources sources to look for
	 * @return the sources with pending events
	 */
	Set<Source> waiting(Collection<Source> sources);

	/**
	 * Read pending events, in the order of their numbers. Numbers have gaps, and a
	 * smaller one may be committed after a larger one; but of two transactions, one of
	 * which began after the other had committed, the later one is never visible without
	 * the earlier one.
	 * @param query the events to select
	 * @return the events; fewer than available if they are very large, but at least one
	 */
	List<PendingEvent> read(PendingQuery query);

	/**
	 * Remove events that the log has acknowledged, if the relay's epoch has not expired.
	 * @param epoch epoch of the relay
	 * @param sent events to remove
	 * @return {@code false} if nothing was removed because the epoch has expired
	 */
	boolean remove(long epoch, Collection<SentEvent> sent);

	/**
	 * Delete a bounded number of expired entries about removed events.
	 */
	void deleteOld();

	/**
	 * Mark an event as failed, if the relay's epoch has not expired.
	 * @param epoch epoch of the relay
	 * @param number number of the event
	 * @param cause reason why the log did not accept it
	 */
	void giveUp(long epoch, long number, String cause);

	/**
	 * Count the events in the outbox. The duration grows with their number.
	 * @return the counts
	 */
	OutboxCounts counts();

	/**
	 * List failed events, oldest first.
	 * @param after number to continue after
	 * @param limit maximum number of events
	 * @return the events
	 */
	List<FailedEvent> failed(long after, int limit);

	/**
	 * Make a failed event pending again, in its old place.
	 * @param number number of the event
	 * @return {@code false} if no failed event has this number
	 */
	boolean retry(long number);

	/**
	 * Make all failed events pending again, in their old places.
	 * @return number of failed events
	 */
	int retryAll();

	/**
	 * Delete a failed event.
	 * @param number number of the event
	 * @return {@code false} if no failed event has this number
	 */
	boolean discard(long number);

}
