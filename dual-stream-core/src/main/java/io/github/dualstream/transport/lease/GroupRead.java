package io.github.dualstream.transport.lease;

import java.util.Map;
import java.util.Set;

import io.github.dualstream.transport.LogBatch;
import io.github.dualstream.transport.LogPartition;

/**
 * Result of one read of a {@link GroupLog}.
 *
 * @param batches records of partitions
 * @param lost partitions that this member has to begin again: their lease is lost, or
 * their topic was deleted and created again
 */
public record GroupRead(Map<LogPartition, LogBatch> batches, Set<LogPartition> lost) {

	/** Nothing was read. */
	public static final GroupRead NOTHING = new GroupRead(Map.of(), Set.of());

	public GroupRead {
		batches = Map.copyOf(batches);
		lost = Set.copyOf(lost);
	}

}
