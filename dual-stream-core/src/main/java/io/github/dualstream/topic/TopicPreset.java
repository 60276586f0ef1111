package io.github.dualstream.topic;

/**
 * How much is to pass through a topic. Partitions bound how many consumers can share the
 * work, and cannot be added later without breaking the order of sources; each costs the
 * brokers files and memory.
 */
public enum TopicPreset {

	/** 24 partitions. */
	HIGH_THROUGHPUT(24),

	/** 6 partitions. */
	MEDIUM_THROUGHPUT(6),

	/** 1 partition. */
	LOW_THROUGHPUT(1);

	private final int partitions;

	TopicPreset(int partitions) {
		this.partitions = partitions;
	}

	public int partitions() {
		return this.partitions;
	}

}
