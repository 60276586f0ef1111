package io.github.dualstream.transport.lease;

import java.time.Duration;
import java.util.Map;

/**
 * Log as one member of a group reads it. Methods that query the log block for a bounded
 * time, and throw a {@link io.github.dualstream.transport.LogUnavailableException} if it
 * does not answer in time. For one thread, except for {@link #wakeUp()}.
 */
public interface GroupLog extends AutoCloseable {

	/**
	 * Number of partitions of a topic.
	 * @param topic name of the topic
	 * @return the number; 0 if the topic does not exist
	 */
	int partitionsOf(String topic);

	/**
	 * Begin to read a partition. A group that has not read the topic before is given its
	 * start position in all partitions, as committed offsets.
	 * @param lease lease of the partition
	 * @return next offset to read: the committed one
	 */
	long begin(Lease lease);

	/**
	 * Read the next records. Waits for the first ones, also if there is no partition to
	 * read.
	 * @param from next offset of each partition to read
	 * @param maxWait maximum time to wait
	 * @return records, and partitions whose lease turned out to be lost
	 */
	GroupRead read(Map<Lease, Long> from, Duration maxWait);

	/**
	 * Commit an offset, unless the lease has expired or the partition has another one.
	 * The check and the commit are one step for the log.
	 * @param lease lease of the partition
	 * @param next lowest unfinished offset
	 * @param timeout time to wait for the confirmation; positive
	 * @return {@code false} if nothing was committed, since the lease is lost
	 */
	boolean commit(Lease lease, long next, Duration timeout);

	/**
	 * End reading a partition that was revoked or lost. Makes no request.
	 * @param lease lease of the partition
	 */
	void end(Lease lease);

	/**
	 * End the current or the next {@link #read} at once. Thread-safe.
	 */
	void wakeUp();

	@Override
	void close();

}
