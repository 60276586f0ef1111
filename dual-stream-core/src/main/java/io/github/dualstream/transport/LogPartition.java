package io.github.dualstream.transport;

/**
 * Part of a topic whose records have one order.
 *
 * @param topic the topic
 * @param number the partition's number
 */
public record LogPartition(String topic, int number) {

	@Override
	public String toString() {
		return this.topic + ":" + this.number;
	}

}
