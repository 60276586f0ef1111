package io.github.dualstream.transport.lease;

import io.github.dualstream.transport.LogPartition;

/**
 * Lease of a partition: the right of one member to read it for its group, and to commit.
 *
 * @param group name of the group
 * @param partition the partition
 * @param member id of the member
 * @param token fencing token, which no other lease of the partition and group has or had
 */
public record Lease(String group, LogPartition partition, String member, long token) {

}
