package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import io.github.dualstream.transport.CleanupPolicy;
import io.github.dualstream.transport.Compression;
import io.github.dualstream.transport.TopicSettings;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Settings of a topic as Kafka configs.
 */
final class TopicConfigs {

	private static final String UNLIMITED = "-1";

	/** Value of Kafka for {@link Compression.Type#NONE}. */
	private static final String UNCOMPRESSED = "uncompressed";

	private static final Pattern LEVEL = Pattern.compile("compression\\.[a-z0-9]+\\.level");

	/** Settings that have a component of their own, with the values of an old broker. */
	private static final Map<String, String> DEFAULTS = Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1",
			TopicConfig.RETENTION_MS_CONFIG, UNLIMITED, TopicConfig.RETENTION_BYTES_CONFIG, UNLIMITED,
			TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE, TopicConfig.COMPRESSION_TYPE_CONFIG,
			"producer");

	private TopicConfigs() {
	}

	static Map<String, String> of(TopicSettings settings) {
		Map<String, String> configs = new HashMap<>(settings.configs());
		put(configs, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, settings.minInSyncReplicas());
		put(configs, TopicConfig.RETENTION_MS_CONFIG, retention(settings.retention()));
		put(configs, TopicConfig.RETENTION_BYTES_CONFIG,
				(settings.retentionSize() != null) ? settings.retentionSize().toBytes() : null);
		put(configs, TopicConfig.CLEANUP_POLICY_CONFIG, cleanupPolicy(settings.cleanupPolicy()));
		Compression compression = settings.compression();
		if (compression != null) {
			put(configs, TopicConfig.COMPRESSION_TYPE_CONFIG, compressionType(compression.type()));
			put(configs, levelOf(compression.type()), compression.level());
		}
		return configs;
	}

	private static void put(Map<String, String> configs, String key, @Nullable Object value) {
		if (value != null) {
			configs.put(key, value.toString());
		}
	}

	private static @Nullable Object retention(@Nullable Duration retention) {
		return TopicSettings.FOREVER.equals(retention) ? UNLIMITED
				: (retention != null) ? (Object) retention.toMillis() : null;
	}

	private static @Nullable String cleanupPolicy(@Nullable CleanupPolicy policy) {
		if (policy == null) {
			return null;
		}
		return switch (policy) {
			case DELETE -> TopicConfig.CLEANUP_POLICY_DELETE;
			case COMPACT -> TopicConfig.CLEANUP_POLICY_COMPACT;
			case COMPACT_AND_DELETE -> TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE;
		};
	}

	private static String compressionType(Compression.Type type) {
		return (type == Compression.Type.NONE) ? UNCOMPRESSED : type.name().toLowerCase(Locale.ROOT);
	}

	private static String levelOf(Compression.Type type) {
		return "compression." + type.name().toLowerCase(Locale.ROOT) + ".level";
	}

	/** Read all settings of an existing topic. */
	static TopicSettings read(int partitions, int replicas, Config config) {
		Map<String, String> values = new HashMap<>(DEFAULTS);
		for (ConfigEntry entry : config.entries()) {
			if (entry.value() != null) {
				values.put(entry.name(), entry.value());
			}
		}
		return read(partitions, replicas, values, values);
	}

	/**
	 * Read the settings that a declaration has; what it leaves to the broker is not set.
	 */
	static TopicSettings read(NewTopic topic) {
		Map<String, String> values = Objects.requireNonNullElse(topic.configs(), Map.of());
		Map<String, String> others = new HashMap<>(values);
		others.keySet().removeAll(DEFAULTS.keySet());
		others.keySet().removeIf(LEVEL.asMatchPredicate());
		Map<Integer, List<Integer>> assignments = Objects.requireNonNullElse(topic.replicasAssignments(), Map.of());
		Integer replicas = assignments.values().stream().findFirst().map(List::size).orElse(null);
		return read(declared(topic.numPartitions(), assignments.isEmpty() ? null : assignments.size()),
				declared(topic.replicationFactor(), replicas), values, others);
	}

	/**
	 * A number of a declaration, which has assignments of replicas instead if it is -1.
	 */
	private static @Nullable Integer declared(int number, @Nullable Integer assigned) {
		return (number > 0) ? Integer.valueOf(number) : assigned;
	}

	private static TopicSettings read(@Nullable Integer partitions, @Nullable Integer replicas,
			Map<String, String> values, Map<String, String> others) {
		String inSync = values.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
		String size = values.get(TopicConfig.RETENTION_BYTES_CONFIG);
		return new TopicSettings(partitions, replicas, (inSync != null) ? Integer.valueOf(inSync) : null,
				readRetention(values), (size != null) ? DataSize.ofBytes(Long.parseLong(size)) : null,
				readCleanupPolicy(values), readCompression(values), others);
	}

	private static @Nullable Duration readRetention(Map<String, String> values) {
		String retention = values.get(TopicConfig.RETENTION_MS_CONFIG);
		if (retention == null) {
			return null;
		}
		return retention.equals(UNLIMITED) ? TopicSettings.FOREVER : Duration.ofMillis(Long.parseLong(retention));
	}

	private static @Nullable CleanupPolicy readCleanupPolicy(Map<String, String> values) {
		String policy = values.get(TopicConfig.CLEANUP_POLICY_CONFIG);
		if (policy == null) {
			return null;
		}
		if (policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
			return policy.contains(TopicConfig.CLEANUP_POLICY_DELETE) ? CleanupPolicy.COMPACT_AND_DELETE
					: CleanupPolicy.COMPACT;
		}
		return CleanupPolicy.DELETE;
	}

	private static @Nullable Compression readCompression(Map<String, String> values) {
		String name = values.get(TopicConfig.COMPRESSION_TYPE_CONFIG);
		if (name == null) {
			return null;
		}
		Compression.Type type = name.equals(UNCOMPRESSED) ? Compression.Type.NONE
				: Compression.Type.valueOf(name.toUpperCase(Locale.ROOT));
		String level = values.get(levelOf(type));
		// gzip's own default is spelt -1, which is none of its levels
		return new Compression(type, (level == null || level.equals("-1")) ? null : Integer.valueOf(level));
	}

}
