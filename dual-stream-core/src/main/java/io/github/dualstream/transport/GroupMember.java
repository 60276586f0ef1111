package io.github.dualstream.transport;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * Member of a consumer group: it is assigned partitions, reads them, and commits its
 * offsets. For one thread, except for {@link #wakeUp()}.
 */
public interface GroupMember extends AutoCloseable {

	/**
	 * Read the next records. The {@link AssignmentListener} is called within this method.
	 * @param timeout maximum time to wait for records
	 * @return records of assigned partitions that are not paused; empty after
	 * {@link #wakeUp()}
	 * @throws LogUnavailableException if reading failed for a transient reason
	 */
	Map<LogPartition, LogBatch> poll(Duration timeout);

	/**
	 * Pause reading these partitions.
	 * @param partitions assigned partitions
	 */
	void pause(Collection<LogPartition> partitions);

	/**
	 * Resume reading these partitions.
	 * @param partitions assigned partitions
	 */
	void resume(Collection<LogPartition> partitions);

	/**
	 * Commit and wait for the confirmation.
	 * @param next lowest unfinished offset of each partition, all of them assigned
	 * @param timeout time to wait; positive
	 * @return whether it was confirmed; if not, the group is rebalancing, and the commit
	 * can be retried after the next {@link #poll}
	 * @throws LogUnavailableException if it failed: partitions have been reassigned, or
	 * the log did not answer in time
	 */
	boolean commit(Map<LogPartition, Long> next, Duration timeout);

	/**
	 * Skip a record that cannot be read.
	 * @param partition an assigned partition
	 * @param offset offset of the record, told by {@link AssignmentListener#unreadable}
	 * @throws LogUnavailableException if it failed for a transient reason
	 * @throws UnsupportedOperationException on a transport whose records are always
	 * readable, which is the default
	 */
	default void skip(LogPartition partition, long offset) {
		throw new UnsupportedOperationException("There are no unreadable records in this log");
	}

	/**
	 * End the current or the next {@link #poll} at once. Thread-safe.
	 */
	void wakeUp();

	/**
	 * Leave the group. The listener is called for the revoked partitions.
	 */
	@Override
	void close();

}
