package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * How to create a topic. What is {@code null} is left to the broker.
 *
 * @param name name of the topic
 * @param partitions number of partitions
 * @param replicas number of replicas
 * @param minInSyncReplicas how many replicas must have an event before it is acknowledged
 * @param retention how long events are kept
 */
public record TopicSettings(String name, @Nullable Integer partitions, @Nullable Short replicas,
		@Nullable Integer minInSyncReplicas, @Nullable Duration retention) {

	/**
	 * A topic as the broker would have it.
	 * @param name name of the topic
	 * @return the settings
	 */
	public static TopicSettings ofDefaults(String name) {
		return new TopicSettings(name, null, null, null, null);
	}

	NewTopic newTopic() {
		Map<String, String> configs = new HashMap<>();
		if (this.minInSyncReplicas != null) {
			configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, this.minInSyncReplicas.toString());
		}
		if (this.retention != null) {
			configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(this.retention.toMillis()));
		}
		return new NewTopic(this.name, Optional.ofNullable(this.partitions), Optional.ofNullable(this.replicas))
			.configs(configs);
	}

}
