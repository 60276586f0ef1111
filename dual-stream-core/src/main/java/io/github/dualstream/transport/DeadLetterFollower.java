package io.github.dualstream.transport;

import java.util.Collection;
import java.util.List;

/**
 * Reads the dead letters that come from some partitions, from the oldest on. For one
 * thread.
 */
public interface DeadLetterFollower extends AutoCloseable {

	/**
	 * Say which partitions to follow from now on. One that was not followed before is
	 * read from its beginning, and one whose dead letters have no topic yet has none.
	 * @param origins the partitions that letters come from
	 */
	void follow(Collection<LogPartition> origins);

	/**
	 * Read on; returns what there is.
	 * @return the next marks, each of them once, of one partition in order
	 * @throws LogUnavailableException if reading failed for a reason that may go away
	 */
	List<DeadLetterMark> poll();

	/**
	 * Whether everything that was there when a partition was first followed has been
	 * read.
	 * @param origin one of the partitions
	 * @return whether {@link #poll} has returned it all
	 */
	boolean isCaughtUp(LogPartition origin);

	@Override
	void close();

}
