package io.github.dualstream.transport;

import java.util.Collection;

/**
 * Lets several processes share the partitions of a log. Thread-safe.
 */
public interface ConsumerGroups {

	/**
	 * Become a member of a group.
	 * @param group name of the group
	 * @param topics what to read
	 * @param listener told which partitions the member has
	 * @return the member, to be closed
	 */
	GroupMember join(String group, Collection<String> topics, AssignmentListener listener);

}
