package io.github.dualstream.consumer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.github.dualstream.Position;
import io.github.dualstream.transport.LogPartition;
import org.jspecify.annotations.Nullable;

/**
 * Snapshot of a consumer.
 *
 * @param group the consumer group
 * @param topics topics that it reads
 * @param state state of the consumer
 * @param abandoned number of handlers that ignored their interrupt and still occupy a
 * thread
 * @param outage reason why no handler is called at the moment, such as a store of
 * processed events that does not answer; {@code null} without one
 * @param load load of this instance
 * @param partitions the assigned partitions
 */
public record ConsumerStatus(String group, Set<String> topics, State state, int abandoned, @Nullable String outage,
		Load load, List<Partition> partitions) {

	/**
	 * Number of records in flight.
	 * @return number of records, across all partitions
	 */
	public int inFlight() {
		return this.partitions.stream().mapToInt(Partition::inFlight).sum();
	}

	/**
	 * Number of parked sources.
	 * @return number of sources, across all partitions
	 */
	public int parked() {
		return this.partitions.stream().mapToInt(Partition::parked).sum();
	}

	/**
	 * Number of records that could not be written to the dead-letter topic; their
	 * partitions are not committed past them.
	 * @return number of records, across all partitions
	 */
	public int unkept() {
		return this.partitions.stream().mapToInt(Partition::unkept).sum();
	}

	/**
	 * Number of dead-letter records that are neither resolved nor skipped.
	 * @return number of records, across all partitions; empty if unknown: the consumer is
	 * stopped, or has no dead-letter journal
	 */
	public OptionalInt openDeadLetters() {
		return openDeadLetters(this.partitions);
	}

	/**
	 * Number of dead-letter records of a topic that are neither resolved nor skipped.
	 * @param topic name of the original topic
	 * @return number of records, across its partitions; empty if unknown
	 */
	public OptionalInt openDeadLetters(String topic) {
		return openDeadLetters(
				this.partitions.stream().filter((partition) -> partition.partition().topic().equals(topic)).toList());
	}

	private OptionalInt openDeadLetters(List<Partition> partitions) {
		if (this.state == State.STOPPED) {
			return OptionalInt.empty();
		}
		int sum = 0;
		for (Partition partition : partitions) {
			Integer open = partition.openDeadLetters();
			if (open == null) {
				return OptionalInt.empty();
			}
			sum += open;
		}
		return OptionalInt.of(sum);
	}

	/**
	 * Records that cannot be read, such as those that do not fit into memory; their
	 * partitions wait there.
	 * @return position of each, at most one for each partition
	 */
	public List<Position> unreadable() {
		return this.partitions.stream().flatMap((partition) -> partition.unreadablePosition().stream()).toList();
	}

	/** State of a consumer. */
	public enum State {

		/** Not a member of its group. */
		STOPPED,
		/** Member of its group, without reading. */
		PAUSED,
		/** Member of its group, and reading. */
		RUNNING

	}

	/**
	 * Load of a consumer in this instance. Ratios are from 0 to 1; those of records in
	 * flight may exceed it by what a single read returned.
	 *
	 * @param busyWorkers number of threads that call the handler
	 * @param waitingKeys number of keys whose next record waits for a thread; those that
	 * wait for a retry are not included
	 * @param workers ratio of busy threads to the concurrency
	 * @param records ratio of records in flight to their maximum number
	 * @param bytes ratio of the memory of records in flight to its maximum
	 */
	public record Load(int busyWorkers, int waitingKeys, double workers, double records, double bytes) {

		/** Load of a consumer that is stopped. */
		static final Load NONE = new Load(0, 0, 0, 0, 0);

	}

	/**
	 * One assigned partition.
	 *
	 * @param partition the partition
	 * @param inFlight number of records in flight
	 * @param next lowest unfinished offset; {@code null} before the first read
	 * @param oldest append time of the lowest unfinished record; {@code null} without one
	 * @param parked number of parked sources
	 * @param unkept number of records that could not be written to the dead-letter topic
	 * so far
	 * @param openDeadLetters number of dead-letter records of this partition that are
	 * neither resolved nor skipped; {@code null} without a dead-letter journal
	 * @param unreadable offset of the unreadable record that the partition waits at;
	 * {@code null} without one
	 */
	public record Partition(LogPartition partition, int inFlight, @Nullable Long next, @Nullable Instant oldest,
			int parked, int unkept, @Nullable Integer openDeadLetters, @Nullable Long unreadable) {

		private Optional<Position> unreadablePosition() {
			return Optional.ofNullable(this.unreadable)
				.map((offset) -> new Position(this.partition.topic(), this.partition.number(), offset));
		}

	}

}
