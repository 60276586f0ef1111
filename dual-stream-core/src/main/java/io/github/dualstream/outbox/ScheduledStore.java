package io.github.dualstream.outbox;

import java.util.Set;

/**
 * Store of events that are not due yet. Thread-safe. Methods throw
 * {@link org.springframework.dao.DataAccessException} if the database fails.
 */
public interface ScheduledStore {

	/**
	 * Move a bounded number of events that are due to the outbox, in the order of their
	 * due times, in a transaction of its own.
	 * @return the slots of their sources; empty if no event is due
	 */
	Set<Integer> moveDue();

	/**
	 * Count the events that are not due yet, and those that have not been moved.
	 * @return number of scheduled events
	 */
	long count();

}
