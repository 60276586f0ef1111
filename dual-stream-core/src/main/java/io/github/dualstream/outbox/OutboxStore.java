package io.github.dualstream.outbox;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.github.dualstream.PublishFailedException;
import io.github.dualstream.Source;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.transport.EncodedEvent;

/**
 * The rows of the outbox. Thread-safe. Methods throw
 * {@link org.springframework.dao.DataAccessException} when the database does not do what
 * they promise.
 */
public interface OutboxStore {

	/**
	 * Whether the calling thread is within a transaction that {@link #add} would be part
	 * of.
	 * @return {@code true} within a transaction of the outbox's database
	 * @throws PublishFailedException if the thread is within a transaction that takes no
	 * event: it is over, read-only, or of a kind that the outbox cannot be part of; the
	 * message says what to do
	 */
	boolean isTransactionActive();

	/**
	 * Write events within the current transaction, all or none.
	 * @param events the events, in their order
	 * @param notifier told of their slots once the transaction has committed
	 * @throws PublishFailedException if they could not be written: the transaction does
	 * not commit, unless it is rolled back to a savepoint from before this call
	 */
	void add(List<EncodedEvent> events, CommitNotifier notifier);

	/**
	 * Write events within a transaction of their own, all or none.
	 * @param events the events, in their order
	 * @return the slots of their sources
	 * @throws PublishFailedException if they were not written
	 * @throws UnknownOutcomeException if the database did not answer to the commit
	 */
	Set<Integer> addSeparately(List<EncodedEvent> events);

	/**
	 * Find out which sources have events that wait, as far as they were committed before
	 * this call.
	 * @param sources the sources to look for
	 * @return those of which events wait
	 */
	Set<Source> waiting(Collection<Source> sources);

	/**
	 * Read events that wait, in the order of their numbers. Numbers are not without gaps,
	 * and a smaller one may be committed after a larger one; but of two transactions, one
	 * of which began after the other had committed, the later one is never seen without
	 * the earlier one.
	 * @param query which ones
	 * @return the events; of very large ones fewer than there are, but at least one
	 */
	List<PendingEvent> read(PendingQuery query);

	/**
	 * Remove events that the log has acknowledged, if the relay's epoch has not expired.
	 * @param epoch the relay's epoch
	 * @param sent the events
	 * @return {@code false} if nothing was removed because the epoch has expired
	 */
	boolean remove(long epoch, Collection<SentEvent> sent);

	/**
	 * Delete a bounded part of what was kept of removed events and has become too old.
	 */
	void deleteOld();

	/**
	 * Give up an event, if the relay's epoch has not expired.
	 * @param epoch the relay's epoch
	 * @param number the event's number
	 * @param cause why the log did not take it
	 */
	void giveUp(long epoch, long number, String cause);

	/**
	 * Count what lies in the outbox. Takes the longer the more that is.
	 * @return the counts
	 */
	OutboxCounts counts();

	/**
	 * List events that were given up, oldest first.
	 * @param after list those with larger numbers
	 * @param limit how many at the most
	 * @return the events
	 */
	List<FailedEvent> failed(long after, int limit);

	/**
	 * Let an event that was given up wait again, in its old place.
	 * @param number its number
	 * @return {@code false} if no event that was given up has this number
	 */
	boolean retry(long number);

	/**
	 * Let all events that were given up wait again, in their old places.
	 * @return how many there were
	 */
	int retryAll();

	/**
	 * Delete an event that was given up.
	 * @param number its number
	 * @return {@code false} if no event that was given up has this number
	 */
	boolean discard(long number);

}
