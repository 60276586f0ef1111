package io.github.dualstream.topic;

/**
 * What may be done to topics. Under each of them no topic is deleted, and none gets more
 * partitions or replicas.
 */
public enum TopicStrategy {

	/** Compare and report; touch nothing. */
	VALIDATE_ONLY,

	/** Create what is missing; leave and report what differs. */
	CREATE_ONLY,

	/** Create what is missing, and change settings that differ. */
	CREATE_OR_UPDATE,

	/** Do not even look at them. */
	SKIP;

	/**
	 * Whether topics that are missing are created.
	 * @return {@code true} for two of the strategies
	 */
	public boolean creates() {
		return this == CREATE_ONLY || this == CREATE_OR_UPDATE;
	}

	boolean updates() {
		return this == CREATE_OR_UPDATE;
	}

}
