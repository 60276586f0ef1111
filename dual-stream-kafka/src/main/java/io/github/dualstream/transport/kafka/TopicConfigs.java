package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import io.github.dualstream.transport.CleanupPolicy;
import io.github.dualstream.transport.Compression;
import io.github.dualstream.transport.TopicSettings;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
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

	static TopicSettings read(int partitions, int replicas, Config config) {
		Map<String, String> values = new HashMap<>();
		for (ConfigEntry entry : config.entries()) {
			if (entry.value() != null) {
				values.put(entry.name(), entry.value());
			}
		}
		String retention = values.getOrDefault(TopicConfig.RETENTION_MS_CONFIG, UNLIMITED);
		String size = values.getOrDefault(TopicConfig.RETENTION_BYTES_CONFIG, UNLIMITED);
		return new TopicSettings(partitions, replicas,
				Integer.valueOf(values.getOrDefault(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1")),
				retention.equals(UNLIMITED) ? TopicSettings.FOREVER : Duration.ofMillis(Long.parseLong(retention)),
				DataSize.ofBytes(Long.parseLong(size)), readCleanupPolicy(values), readCompression(values), values);
	}

	private static CleanupPolicy readCleanupPolicy(Map<String, String> values) {
		String policy = values.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
		if (policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
			return policy.contains(TopicConfig.CLEANUP_POLICY_DELETE) ? CleanupPolicy.COMPACT_AND_DELETE
					: CleanupPolicy.COMPACT;
		}
		return CleanupPolicy.DELETE;
	}

	private static Compression readCompression(Map<String, String> values) {
		String name = values.getOrDefault(TopicConfig.COMPRESSION_TYPE_CONFIG, "producer");
		Compression.Type type = name.equals(UNCOMPRESSED) ? Compression.Type.NONE
				: Compression.Type.valueOf(name.toUpperCase(Locale.ROOT));
		String level = values.get(levelOf(type));
		// gzip's own default is spelt -1, which is none of its levels
		return new Compression(type, (level == null || level.equals("-1")) ? null : Integer.valueOf(level));
	}

}
