package io.github.dualstream.transport;

/**
 * Progress of a group in one partition.
 *
 * @param partition the partition
 * @param next next offset to process: the committed offset, or the beginning of the log
 * @param end end offset of the partition
 * @param committed whether the group has committed anything there
 */
public record GroupProgress(LogPartition partition, long next, long end, boolean committed) {

	/**
	 * Lag of the group in this partition.
	 * @return number of offsets between the two, from 0
	 */
	public long lag() {
		return Math.max(0, this.end - this.next);
	}

}
