package io.github.dualstream.transport;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Lets several processes share the partitions of a log. Thread-safe.
 */
public interface ConsumerGroups {

	/**
	 * Become a member of a group.
	 * @param group name of the group
	 * @param topics what to read
	 * @param start where the group begins, if it has not begun yet
	 * @param listener told which partitions the member has
	 * @return the member, to be closed
	 */
	GroupMember join(String group, Collection<String> topics, StartPosition start, AssignmentListener listener);

	/**
	 * How far a group has come.
	 * @param group name of the group
	 * @param topics what it reads
	 * @return the progress in every partition of the topics; completes exceptionally if
	 * it could not be found out in time. Nothing is thrown.
	 */
	CompletableFuture<List<GroupProgress>> progress(String group, Collection<String> topics);

	/**
	 * Forget what a group has committed, so that it begins anew.
	 * @param group name of a group without members
	 * @return completes when it is forgotten, exceptionally if that is not certain.
	 * Nothing is thrown.
	 */
	CompletableFuture<Void> forget(String group);

}
