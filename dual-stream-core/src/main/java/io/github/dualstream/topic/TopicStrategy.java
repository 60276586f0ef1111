package io.github.dualstream.topic;

/**
 * Strategy for managing topics. None of them deletes a topic, or changes its partitions
 * or replicas.
 */
public enum TopicStrategy {

	/** Compare and report; change nothing. */
	VALIDATE_ONLY,

	/** Create missing topics; report differences without changing them. */
	CREATE_ONLY,

	/** Create missing topics, and change settings that differ. */
	CREATE_OR_UPDATE,

	/** Do not check topics. */
	SKIP;

	/**
	 * Whether missing topics are created.
	 * @return {@code true} for two of the strategies
	 */
	public boolean creates() {
		return this == CREATE_ONLY || this == CREATE_OR_UPDATE;
	}

	boolean updates() {
		return this == CREATE_OR_UPDATE;
	}

}
