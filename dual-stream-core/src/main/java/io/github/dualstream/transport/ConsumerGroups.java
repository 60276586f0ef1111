package io.github.dualstream.transport;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Consumer groups, whose members share the partitions of a log. Thread-safe.
 */
public interface ConsumerGroups {

	/**
	 * Join a group.
	 * @param group name of the group
	 * @param topics names of the topics to read
	 * @param start start position of a group without committed offsets
	 * @param listener listener for the assigned partitions
	 * @return the member, to be closed
	 */
	GroupMember join(String group, Collection<String> topics, StartPosition start, AssignmentListener listener);

	/**
	 * Read the progress of a group.
	 * @param group name of the group
	 * @param topics names of its topics
	 * @return a future with the progress in every partition of the topics; it fails if
	 * the progress could not be read in time. Nothing is thrown.
	 */
	CompletableFuture<List<GroupProgress>> progress(String group, Collection<String> topics);

	/**
	 * Delete the committed offsets of a group, so that it starts anew.
	 * @param group name of a group without members
	 * @return a future that completes when they are deleted, and fails if that is not
	 * certain. Nothing is thrown.
	 */
	CompletableFuture<Void> forget(String group);

}
