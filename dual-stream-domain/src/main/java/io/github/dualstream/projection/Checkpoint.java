package io.github.dualstream.projection;

import io.github.dualstream.transport.LogPartition;

/**
 * Progress of a generation in a partition.
 *
 * @param partition the partition
 * @param identity identity of its topic; empty if the log does not provide it
 * @param begin offset that the generation began at
 * @param next next offset to handle
 * @param target end offset when the generation began, which it must reach before readers
 * see it
 */
public record Checkpoint(LogPartition partition, String identity, long begin, long next, long target) {

	/**
	 * Checkpoint after further progress.
	 * @param advanced next offset to handle
	 * @return a checkpoint of the same generation and partition
	 */
	Checkpoint at(long advanced) {
		return new Checkpoint(this.partition, this.identity, this.begin, advanced, this.target);
	}

}
