package io.github.dualstream.transport;

import java.util.Collection;

/**
 * Listener for the assigned partitions of a {@link GroupMember}. Called within its
 * methods, on the thread that calls them.
 */
public interface AssignmentListener {

	void assigned(GroupMember member, Collection<LogPartition> partitions);

	/**
	 * Called when partitions are about to be revoked. Commits for them are possible until
	 * this returns.
	 * @param member the member
	 * @param partitions the partitions
	 */
	void revoked(GroupMember member, Collection<LogPartition> partitions);

	/**
	 * Called when partitions have been reassigned already; nothing can be committed for
	 * them.
	 * @param partitions the partitions
	 */
	void lost(Collection<LogPartition> partitions);

	/**
	 * Called when a record cannot be read, such as one that does not fit into memory. The
	 * listener has to pause the partition; it continues with {@link GroupMember#skip}.
	 * @param partition partition of the record
	 * @param offset offset of the record; everything below it has been returned by
	 * {@link GroupMember#poll}
	 * @param cause failure of the log's client
	 */
	void unreadable(LogPartition partition, long offset, Throwable cause);

}
