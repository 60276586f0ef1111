package io.github.dualstream.consumer.deadletter;

import java.util.Collection;
import java.util.List;

import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;

/**
 * Reads the dead-letter records that come from some partitions, from the oldest on. For
 * one thread.
 */
public interface DeadLetterFollower extends AutoCloseable {

	/**
	 * Set the partitions to follow. A partition that was not followed before is read from
	 * its beginning; one without a dead-letter topic has no records.
	 * @param origins original partitions of the records
	 */
	void follow(Collection<LogPartition> origins);

	/**
	 * Read the next marks that are available.
	 * @return the next marks, each of them once, those of one partition in order
	 * @throws LogUnavailableException if reading failed for a transient reason
	 */
	List<DeadLetterMark> poll();

	/**
	 * Whether all records that existed when a partition was first followed have been
	 * read.
	 * @param origin one of the followed partitions
	 * @return whether {@link #poll} has returned all of them
	 */
	boolean isCaughtUp(LogPartition origin);

	@Override
	void close();

}
