package io.github.dualstream.topic;

/**
 * Preset of the number of partitions by throughput. Partitions limit the number of
 * consumers that can share the work, and cannot be added later without breaking the order
 * of sources; each costs the brokers files and memory.
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
