package io.github.dualstream.autoconfigure;

import java.time.Duration;
import java.util.Map;

import io.github.dualstream.topic.TopicMode;
import io.github.dualstream.topic.TopicPreset;
import io.github.dualstream.topic.TopicTemplate;
import io.github.dualstream.transport.CleanupPolicy;
import io.github.dualstream.transport.Compression;
import io.github.dualstream.transport.TopicSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How a topic should be, or all topics that match a pattern. What is not set is left to
 * the broker.
 *
 * @param preset how much is to pass through it; sets partitions
 * @param partitions number of partitions
 * @param replicas number of replicas
 * @param minInSyncReplicas how many replicas must have an event before it is acknowledged
 * @param mode what its events are for; sets how long they are kept
 * @param retention how long events are kept
 * @param retentionSize how much of each partition is kept
 * @param cleanupPolicy what becomes of events in time
 * @param compression how events are stored
 * @param compressionLevel how hard the compression tries, in its own scale
 * @param description what the topic is about
 * @param configs other settings, by Kafka's names
 */
public record TopicProperties(@Nullable TopicPreset preset, @Nullable Integer partitions, @Nullable Integer replicas,
		@Nullable Integer minInSyncReplicas, @Nullable TopicMode mode, @Nullable Duration retention,
		@Nullable DataSize retentionSize, @Nullable CleanupPolicy cleanupPolicy, Compression.@Nullable Type compression,
		@Nullable Integer compressionLevel, @Nullable String description, @DefaultValue Map<String, String> configs) {

	/**
	 * The name of the property of a topic.
	 * @param pattern name of the topic, or a pattern
	 * @return the property, in the spelling that works
	 */
	public static String property(String pattern) {
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
	 * As a template.
	 * @param pattern name of the topic, or a pattern
	 * @return what is set here
	 */
	public TopicTemplate template(String pattern) {
		Integer presetPartitions = (this.preset != null) ? (Integer) this.preset.partitions() : null;
		Duration modeRetention = (this.mode != null) ? this.mode.defaultRetention() : null;
		TopicSettings settings = new TopicSettings((this.partitions != null) ? this.partitions : presetPartitions,
				this.replicas, this.minInSyncReplicas, (this.retention != null) ? this.retention : modeRetention,
				this.retentionSize, this.cleanupPolicy, toCompression(), this.configs);
		return new TopicTemplate(pattern, settings, this.mode, this.description);
	}

	private @Nullable Compression toCompression() {
		return (this.compression != null) ? new Compression(this.compression, this.compressionLevel) : null;
	}

}
