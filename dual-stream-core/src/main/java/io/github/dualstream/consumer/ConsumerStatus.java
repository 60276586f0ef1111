package io.github.dualstream.consumer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.dualstream.Position;
import io.github.dualstream.transport.LogPartition;
import org.jspecify.annotations.Nullable;

/**
 * Snapshot of a consumer.
 *
 * @param group its group
 * @param topics what it reads
 * @param state whether it runs
 * @param abandoned handlers that ignored their interrupt and still keep a thread
 * @param outage reason why no handler is called at the moment, such as a store of
 * processed events that does not answer; {@code null} without one
 * @param partitions the partitions that it has
 */
public record ConsumerStatus(String group, Set<String> topics, State state, int abandoned, @Nullable String outage,
		List<Partition> partitions) {

	/**
	 * Entries that were read and are not done.
	 * @return how many, of all partitions
	 */
	public int inFlight() {
		return this.partitions.stream().mapToInt(Partition::inFlight).sum();
	}

	/**
	 * Sources that wait behind their first dead letter.
	 * @return how many, of all partitions
	 */
	public int parked() {
		return this.partitions.stream().mapToInt(Partition::parked).sum();
	}

	/**
	 * Entries that cannot be written to the dead letters; their partitions are not
	 * committed past them.
	 * @return how many, of all partitions
	 */
	public int unkept() {
		return this.partitions.stream().mapToInt(Partition::unkept).sum();
	}

	/**
	 * Dead-letter records that are neither resolved nor skipped.
	 * @return number of them, of all partitions
	 */
	public int openLetters() {
		return this.partitions.stream().mapToInt(Partition::openLetters).sum();
	}

	/**
	 * Records that cannot be read, such as those that do not fit into memory; their
	 * partitions wait there.
	 * @return position of each, at most one for each partition
	 */
	public List<Position> unreadable() {
		return this.partitions.stream().flatMap((partition) -> partition.unreadablePosition().stream()).toList();
	}

	/** Whether a consumer runs. */
	public enum State {

		/** It is not a member of its group. */
		STOPPED,
		/** It is, and reads nothing. */
		PAUSED,
		/** It is, and reads. */
		RUNNING

	}

	/**
	 * One partition that it has.
	 *
	 * @param partition the partition
	 * @param inFlight entries that were read and are not done
	 * @param next the lowest offset that is not done; {@code null} before the first read
	 * @param oldest when the lowest entry that is not done was appended; {@code null} if
	 * all is done
	 * @param parked sources that wait behind their first dead letter
	 * @param unkept entries that cannot be written to the dead letters for now
	 * @param openLetters dead-letter records of this partition that are neither resolved
	 * nor skipped
	 * @param unreadable offset of the record that cannot be read, and that the partition
	 * waits at; {@code null} without one
	 */
	public record Partition(LogPartition partition, int inFlight, @Nullable Long next, @Nullable Instant oldest,
			int parked, int unkept, int openLetters, @Nullable Long unreadable) {

		private Optional<Position> unreadablePosition() {
			return Optional.ofNullable(this.unreadable)
				.map((offset) -> new Position(this.partition.topic(), this.partition.number(), offset));
		}

	}

}
