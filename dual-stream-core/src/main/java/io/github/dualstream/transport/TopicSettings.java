package io.github.dualstream.transport;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Settings of a topic. Components that are {@code null} are not set. Immutable.
 *
 * @param partitions number of partitions
 * @param replicas number of replicas
 * @param minInSyncReplicas minimum number of replicas that must have an event before it
 * is acknowledged
 * @param retention retention of events, {@link #FOREVER} for no limit
 * @param retentionSize maximum size of each partition
 * @param cleanupPolicy cleanup policy after that
 * @param compression compression of events
 * @param configs further settings, by the log's own names
 */
public record TopicSettings(@Nullable Integer partitions, @Nullable Integer replicas,
		@Nullable Integer minInSyncReplicas, @Nullable Duration retention, @Nullable DataSize retentionSize,
		@Nullable CleanupPolicy cleanupPolicy, @Nullable Compression compression, Map<String, String> configs) {

	/** Unlimited retention. */
	public static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

	/** Settings without a value. */
	public static final TopicSettings NONE = new TopicSettings(null, null, null, null, null, null, null, Map.of());

	public TopicSettings {
		configs = Map.copyOf(configs);
	}

	/**
	 * Create settings with a number of partitions and nothing else.
	 * @param partitions number of partitions
	 * @return the settings
	 */
	public static TopicSettings ofPartitions(int partitions) {
		return new TopicSettings(partitions, null, null, null, null, null, null, Map.of());
	}

	/**
	 * Complete these settings with others.
	 * @param others settings to use for those that are not set here
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
	 * Return these settings without retention time and size.
	 * @return settings without a retention
	 */
	public TopicSettings withoutRetention() {
		return new TopicSettings(this.partitions, this.replicas, this.minInSyncReplicas, null, null, this.cleanupPolicy,
				this.compression, this.configs);
	}

	private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
		return (one != null) ? one : other;
	}

}
