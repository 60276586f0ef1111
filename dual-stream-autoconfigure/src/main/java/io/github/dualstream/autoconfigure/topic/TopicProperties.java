package io.github.dualstream.autoconfigure.topic;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.PropertyRules;
import io.github.dualstream.topic.TopicMode;
import io.github.dualstream.topic.TopicPreset;
import io.github.dualstream.topic.TopicTemplate;
import io.github.dualstream.transport.CleanupPolicy;
import io.github.dualstream.transport.Compression;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties of a topic, or of all topics that match a pattern. The broker
 * decides on properties that are not set.
 *
 * @param preset Settings to use for those that are not set here: the number of partitions
 * by the expected throughput, or a preset of "dual-stream.topic-management.presets".
 * @param partitions Number of partitions.
 * @param replicas Number of replicas.
 * @param minInSyncReplicas Minimum number of replicas that must have an event before it
 * is acknowledged.
 * @param mode Purpose of the events, which determines their retention.
 * @param retention Retention of events.
 * @param retentionSize Maximum size of each partition.
 * @param cleanupPolicy Cleanup policy of the topic.
 * @param compression Compression of events.
 * @param compressionLevel Level of the compression, in its own scale.
 * @param description Description of the topic.
 * @param configs Further settings, by Kafka's names.
 */
record TopicProperties(@Nullable String preset, @Nullable Integer partitions, @Nullable Integer replicas,
		@Nullable Integer minInSyncReplicas, @Nullable TopicMode mode, @Nullable Duration retention,
		@Nullable DataSize retentionSize, @Nullable CleanupPolicy cleanupPolicy, Compression.@Nullable Type compression,
		@Nullable Integer compressionLevel, @Nullable String description, @DefaultValue Map<String, String> configs) {

	/**
	 * Name of the property of a topic.
	 * @param pattern name of the topic, or a pattern
	 * @return the property, with the required brackets
	 */
	static String property(String pattern) {
		return "dual-stream.topics" + (pattern.matches("[a-z0-9-]+") ? "." + pattern : "[" + pattern + "]");
	}

	void validate(String property) {
		requireAtLeastOne(property + ".partitions", this.partitions);
		requireAtLeastOne(property + ".replicas", this.replicas);
		requireAtLeastOne(property + ".min-in-sync-replicas", this.minInSyncReplicas);
		if (this.replicas != null && this.replicas > Short.MAX_VALUE) {
			throw new InvalidPropertyException(property + ".replicas", this.replicas, "is more than Kafka can count",
					"Set it to the number of brokers or less.");
		}
		if (this.retention != null) {
			PropertyRules.requirePositive(property + ".retention", this.retention);
		}
		if (this.retentionSize != null) {
			PropertyRules.requireAtLeast(property + ".retention-size", 1, this.retentionSize.toBytes());
		}
		requireCompression(property);
	}

	private static void requireAtLeastOne(String property, @Nullable Integer value) {
		if (value != null) {
			PropertyRules.requireAtLeast(property, 1, value);
		}
	}

	private void requireCompression(String property) {
		if (this.compressionLevel == null) {
			return;
		}
		if (this.compression == null) {
			throw new InvalidPropertyException(property + ".compression-level", this.compressionLevel,
					"is there without " + property + ".compression", "Set both.");
		}
		try {
			Compression unused = toCompression();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidPropertyException(property + ".compression-level", this.compressionLevel,
					"is none: " + ex.getMessage(), "Choose a level of it, or leave it out.");
		}
	}

	/**
	 * Convert to a template.
	 * @param pattern name of the topic, or a pattern
	 * @param presets presets by name
	 * @return the template
	 */
	TopicTemplate template(String pattern, Map<String, TopicProperties> presets) {
		TopicTemplate own = TopicTemplate.builder(pattern)
			.partitions(this.partitions)
			.replicas(this.replicas)
			.minInSyncReplicas(this.minInSyncReplicas)
			.mode(this.mode)
			.retention(this.retention)
			.retentionSize(this.retentionSize)
			.cleanupPolicy(this.cleanupPolicy)
			.compression(toCompression())
			.description(this.description)
			.configs(this.configs)
			.build();
		return (this.preset != null) ? own.orElse(preset(pattern, this.preset, presets)) : own;
	}

	private static TopicTemplate preset(String pattern, String name, Map<String, TopicProperties> presets) {
		TopicProperties configured = presets.get(name);
		if (configured != null) {
			return configured.template(pattern, Map.of());
		}
		for (TopicPreset preset : TopicPreset.values()) {
			if (spell(preset).equals(name)) {
				return TopicTemplate.builder(pattern).preset(preset).build();
			}
		}
		Stream<String> known = Stream.concat(presets.keySet().stream().sorted(),
				Stream.of(TopicPreset.values()).map(TopicProperties::spell));
		throw new InvalidPropertyException(property(pattern) + ".preset", name, "is not a preset", "Use one of "
				+ known.collect(Collectors.joining(", ")) + ", or define it in dual-stream.topic-management.presets.");
	}

	private static String spell(TopicPreset preset) {
		return preset.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private @Nullable Compression toCompression() {
		return (this.compression != null) ? new Compression(this.compression, this.compressionLevel) : null;
	}

}
