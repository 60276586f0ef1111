package io.github.dualstream.transport;

/**
 * Progress of a group in one partition.
 *
 * @param partition the partition
 * @param next next offset to process: the committed offset, or the beginning of the log
 * @param end end offset of the partition
 * @param committed whether the group has committed anything there
 * @param lag lag of the group in this partition: number of records that it has not
 * processed, from 0, as far as the log knows
 */
public record GroupProgress(LogPartition partition, long next, long end, boolean committed, long lag) {

	/**
	 * Create progress in a log whose offsets count its records.
	 * @param partition the partition
	 * @param next next offset to process
	 * @param end end offset of the partition
	 * @param committed whether the group has committed anything there
	 */
	public GroupProgress(LogPartition partition, long next, long end, boolean committed) {
		this(partition, next, end, committed, Math.max(0, end - next));
	}

}
