package io.github.dualstream.transport;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * One member of a consumer group: it is given partitions, reads them, and commits how far
 * it got. For one thread, but for {@link #wakeUp()}.
 */
public interface GroupMember extends AutoCloseable {

	/**
	 * Read on. Within the call, {@link AssignmentListener} is told of partitions that
	 * come and go.
	 * @param timeout how long to wait for something to read
	 * @return what was read of assigned partitions that are not paused; nothing after
	 * {@link #wakeUp()}
	 * @throws LogUnavailableException if reading failed for a reason that may go away
	 */
	Map<LogPartition, LogBatch> poll(Duration timeout);

	/**
	 * Read no more of these partitions for now.
	 * @param partitions assigned ones
	 */
	void pause(Collection<LogPartition> partitions);

	/**
	 * Read these partitions again.
	 * @param partitions assigned ones
	 */
	void resume(Collection<LogPartition> partitions);

	/**
	 * Commit and wait for the confirmation.
	 * @param next for each partition, the lowest offset that is not done
	 * @param timeout time to wait; positive
	 * @return whether it was confirmed; if not, the group is sharing out its partitions
	 * anew, and it can be tried again after the next {@link #poll}
	 * @throws LogUnavailableException if it failed: the partitions may be with another
	 * member by now, or the log did not answer in time
	 */
	boolean commit(Map<LogPartition, Long> next, Duration timeout);

	/**
	 * Continue behind a record that cannot be read.
	 * @param partition an assigned one
	 * @param offset offset of the record, told by {@link AssignmentListener#unreadable}
	 * @throws LogUnavailableException if it failed for a reason that may go away
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
	 * Leave the group. The listener is told of the partitions that go.
	 */
	@Override
	void close();

}
