package io.github.dualstream.consumer.lag;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import io.github.dualstream.transport.LogPartition;

/**
 * How far a consumer is behind the log, in the partitions that it has.
 *
 * @param group the consumer's group
 * @param level how bad it is
 * @param rate entries done per second since the last look
 * @param partitions the partitions
 */
public record Lag(String group, LagLevel level, double rate, List<Partition> partitions) {

	/**
	 * Entries that are not done.
	 * @return how many, of all partitions
	 */
	public long records() {
		return this.partitions.stream().mapToLong(Partition::records).sum();
	}

	/**
	 * How long the oldest entry that is not done has been waiting.
	 * @return the age, zero if all is done
	 */
	public Duration age() {
		return this.partitions.stream().map(Partition::age).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
	}

	/**
	 * One partition.
	 *
	 * @param partition the partition
	 * @param records entries that are not done
	 * @param age how long the oldest of them has been waiting; where it has not been read
	 * yet, how long there has been one
	 */
	public record Partition(LogPartition partition, long records, Duration age) {

	}

}
