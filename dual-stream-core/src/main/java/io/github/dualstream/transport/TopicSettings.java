package io.github.dualstream.transport;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Settings of a topic. What is {@code null} is not set. Immutable.
 *
 * @param partitions number of partitions
 * @param replicas number of replicas
 * @param minInSyncReplicas how many replicas must have an event before it is acknowledged
 * @param retention how long events are kept, {@link #FOREVER} for without end
 * @param retentionSize how much of each partition is kept
 * @param cleanupPolicy what happens to events past that
 * @param compression how they are stored
 * @param configs other settings, by the log's own names
 */
public record TopicSettings(@Nullable Integer partitions, @Nullable Integer replicas,
		@Nullable Integer minInSyncReplicas, @Nullable Duration retention, @Nullable DataSize retentionSize,
		@Nullable CleanupPolicy cleanupPolicy, @Nullable Compression compression, Map<String, String> configs) {

	/** Retention without end. */
	public static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

	/** Nothing is set. */
	public static final TopicSettings NONE = new TopicSettings(null, null, null, null, null, null, null, Map.of());

	public TopicSettings {
		configs = Map.copyOf(configs);
	}

	/**
	 * Settings with a number of partitions and nothing else.
	 * @param partitions the number
	 * @return the settings
	 */
	public static TopicSettings ofPartitions(int partitions) {
		return new TopicSettings(partitions, null, null, null, null, null, null, Map.of());
	}

	/**
	 * These settings, completed by others.
	 * @param others where to take from what is not set here
	 * @return the completed settings
	 */
	public TopicSettings orElse(TopicSettings others) {
		Map<String, String> allConfigs = new HashMap<>(others.configs);
		allConfigs.putAll(this.configs);
		return new TopicSettings(first(this.partitions, others.partitions), first(this.replicas, others.replicas),
				first(this.minInSyncReplicas, others.minInSyncReplicas), first(this.retention, others.retention),
				first(this.retentionSize, others.retentionSize), first(this.cleanupPolicy, others.cleanupPolicy),
				first(this.compression, others.compression), allConfigs);
	}

	/**
	 * Return these settings without how long and how much is kept.
	 * @return settings that leave it to others
	 */
	public TopicSettings withoutRetention() {
		return new TopicSettings(this.partitions, this.replicas, this.minInSyncReplicas, null, null, this.cleanupPolicy,
				this.compression, this.configs);
	}

	private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
		return (one != null) ? one : other;
	}

}
