package io.github.dualstream.transport;

/**
 * How far a group has come in one partition.
 *
 * @param partition the partition
 * @param next the lowest offset that the group has still to do: what it committed, or
 * where the log begins
 * @param end the offset that the next entry of the partition will get
 * @param committed whether the group has committed anything there
 */
public record GroupProgress(LogPartition partition, long next, long end, boolean committed) {

	/**
	 * How many offsets are between the two.
	 * @return the lag, from 0
	 */
	public long lag() {
		return Math.max(0, this.end - this.next);
	}

}
