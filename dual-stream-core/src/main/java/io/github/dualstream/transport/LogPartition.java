package io.github.dualstream.transport;

/**
 * Part of a topic whose records have one order.
 *
 * @param topic the topic
 * @param number number of the partition
 */
public record LogPartition(String topic, int number) {

	@Override
	public String toString() {
		return this.topic + ":" + this.number;
	}

}
