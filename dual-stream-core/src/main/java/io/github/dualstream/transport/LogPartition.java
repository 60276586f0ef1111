package io.github.dualstream.transport;

import io.github.dualstream.Position;

/**
 * Part of a topic whose records have one order.
 *
 * @param topic the topic
 * @param number number of the partition
 */
public record LogPartition(String topic, int number) {

	/**
	 * Partition of a position.
	 * @param position the position
	 * @return the partition
	 */
	public static LogPartition of(Position position) {
		return new LogPartition(position.topic(), position.partition());
	}

	/**
	 * Position in this partition.
	 * @param offset the offset
	 * @return the position
	 */
	public Position at(long offset) {
		return new Position(this.topic, this.number, offset);
	}

	@Override
	public String toString() {
		return this.topic + ":" + this.number;
	}

}
