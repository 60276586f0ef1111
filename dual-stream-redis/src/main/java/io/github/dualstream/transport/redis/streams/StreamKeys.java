package io.github.dualstream.transport.redis.streams;

import java.nio.charset.StandardCharsets;

import io.github.dualstream.transport.LogPartition;

/**
 * Names of the keys of a topic. What is used together has one hash tag, so that it is in
 * one slot of a cluster.
 */
final class StreamKeys {

	private StreamKeys() {
	}

	/** Stream of a partition. */
	static String stream(LogPartition partition) {
		return partition.topic() + ":{" + partition.number() + "}";
	}

	/** Highest id that retention has deleted from a partition. */
	static byte[] deleted(LogPartition partition) {
		return bytes(stream(partition) + ":deleted");
	}

	/** Lease of a partition for a group. */
	static byte[] lease(String group, LogPartition partition) {
		return bytes(stream(partition) + ":lease:" + group);
	}

	/** Counter of the fencing tokens of a partition. */
	static byte[] tokens(LogPartition partition) {
		return bytes(stream(partition) + ":tokens");
	}

	/** Hash with the number of partitions, the identity and the settings of a topic. */
	static byte[] topic(String topic) {
		return bytes("{" + topic + "}:topic");
	}

	/** Members of a group that read a topic, by the time at which they expire. */
	static byte[] members(String group, String topic) {
		return bytes("{" + topic + "}:members:" + group);
	}

	/** Topics that a group has begun to read. */
	static byte[] topicsOf(String group) {
		return bytes("{group:" + group + "}:topics");
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static String text(Object bytes) {
		return new String((byte[]) bytes, StandardCharsets.UTF_8);
	}

}
