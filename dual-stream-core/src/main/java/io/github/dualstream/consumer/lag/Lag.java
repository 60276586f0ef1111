package io.github.dualstream.consumer.lag;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import io.github.dualstream.transport.LogPartition;

/**
 * Lag of a consumer, in its assigned partitions.
 *
 * @param group the consumer's group
 * @param level level of the lag
 * @param rate records completed per second since the last measurement
 * @param partitions the partitions
 */
public record Lag(String group, LagLevel level, double rate, List<Partition> partitions) {

	/**
	 * Number of unfinished records.
	 * @return number of records, across all partitions
	 */
	public long records() {
		return this.partitions.stream().mapToLong(Partition::records).sum();
	}

	/**
	 * Age of the oldest unfinished record.
	 * @return the age; zero without such a record
	 */
	public Duration age() {
		return this.partitions.stream().map(Partition::age).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
	}

	/**
	 * Lag in one partition.
	 *
	 * @param partition the partition
	 * @param records number of unfinished records
	 * @param age age of the oldest of them; if it has not been read yet, the time since
	 * there was one
	 */
	public record Partition(LogPartition partition, long records, Duration age) {

	}

}
