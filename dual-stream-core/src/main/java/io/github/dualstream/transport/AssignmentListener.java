package io.github.dualstream.transport;

import java.util.Collection;

/**
 * Told which partitions a {@link GroupMember} has. Called within its methods, on the
 * thread that calls them.
 */
public interface AssignmentListener {

	void assigned(GroupMember member, Collection<LogPartition> partitions);

	/**
	 * Partitions are about to go to another member. Until this returns, commits for them
	 * count.
	 * @param member the member
	 * @param partitions which ones
	 */
	void revoked(GroupMember member, Collection<LogPartition> partitions);

	/**
	 * Partitions have gone to another member already; nothing can be committed for them.
	 * @param partitions which ones
	 */
	void lost(Collection<LogPartition> partitions);

	/**
	 * A record cannot be read, such as one that does not fit into memory. To be paused by
	 * the listener, and continued by {@link GroupMember#skip}.
	 * @param partition partition of the record
	 * @param offset offset of the record; everything below it has been returned by
	 * {@link GroupMember#poll}
	 * @param cause failure of the log's client
	 */
	void unreadable(LogPartition partition, long offset, Throwable cause);

}
