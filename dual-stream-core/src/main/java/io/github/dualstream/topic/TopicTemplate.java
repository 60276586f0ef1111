package io.github.dualstream.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.dualstream.transport.CleanupPolicy;
import io.github.dualstream.transport.Compression;
import io.github.dualstream.transport.TopicSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Template of settings for all topics whose names match. Each bean of this type counts
 * like an entry of {@code dual-stream.topics}; an entry with the same pattern takes
 * precedence, setting by setting.
 *
 * @param pattern name of the topic, or a pattern in which each {@code *} stands for any
 * characters
 * @param settings the settings
 * @param mode mode of the topics, if specified
 * @param description description of the topics, for display
 */
public record TopicTemplate(String pattern, TopicSettings settings, @Nullable TopicMode mode,
		@Nullable String description) {

	/**
	 * Build a template.
	 * @param pattern name of the topic, or a pattern in which each {@code *} stands for
	 * any characters
	 * @return a builder without settings
	 */
	public static Builder builder(String pattern) {
		return new Builder(pattern);
	}

	/**
	 * Whether the pattern is the name of one topic.
	 * @return {@code false} if it has a wildcard
	 */
	public boolean isName() {
		return new TopicPattern(this.pattern).isName();
	}

	/**
	 * Complete this template with another of the same pattern.
	 * @param other template to use for what is not set here
	 * @return the completed template
	 */
	public TopicTemplate orElse(TopicTemplate other) {
		return new TopicTemplate(this.pattern, this.settings.orElse(other.settings),
				(this.mode != null) ? this.mode : other.mode,
				(this.description != null) ? this.description : other.description);
	}

	/**
	 * Compare with settings from elsewhere.
	 * @param others the settings
	 * @return settings of this template that have another value there
	 */
	public List<TopicDifference> differences(TopicSettings others) {
		return TopicDifference.between(new Topic(this.pattern, this.settings, this.mode, this.description), others);
	}

	boolean matches(String topic) {
		return new TopicPattern(this.pattern).matches(topic);
	}

	int specificity() {
		return new TopicPattern(this.pattern).specificity();
	}

	/**
	 * Builder for a {@link TopicTemplate}. Not thread-safe. The log decides on settings
	 * that are not set.
	 */
	public static final class Builder {

		private final String pattern;

		private final Map<String, String> configs = new HashMap<>();

		private @Nullable Integer partitions;

		private @Nullable Integer replicas;

		private @Nullable Integer minInSyncReplicas;

		private @Nullable TopicMode mode;

		private @Nullable Duration retention;

		private @Nullable DataSize retentionSize;

		private @Nullable CleanupPolicy cleanupPolicy;

		private @Nullable Compression compression;

		private @Nullable String description;

		private Builder(String pattern) {
			this.pattern = pattern;
		}

		/**
		 * Set the number of partitions. It cannot be changed later without breaking the
		 * order of sources.
		 * @param partitions number of partitions
		 * @return this builder
		 */
		public Builder partitions(@Nullable Integer partitions) {
			this.partitions = partitions;
			return this;
		}

		/**
		 * Set the number of partitions by the expected throughput.
		 * @param preset expected throughput
		 * @return this builder
		 */
		public Builder preset(TopicPreset preset) {
			return partitions(preset.partitions());
		}

		/**
		 * Set the number of replicas.
		 * @param replicas number of replicas
		 * @return this builder
		 */
		public Builder replicas(@Nullable Integer replicas) {
			this.replicas = replicas;
			return this;
		}

		/**
		 * Set the minimum number of replicas that must have an event before it is
		 * acknowledged.
		 * @param minInSyncReplicas minimum number of replicas
		 * @return this builder
		 */
		public Builder minInSyncReplicas(@Nullable Integer minInSyncReplicas) {
			this.minInSyncReplicas = minInSyncReplicas;
			return this;
		}

		/**
		 * Set the purpose of the events, which determines their retention unless one is
		 * set.
		 * @param mode purpose of the events
		 * @return this builder
		 */
		public Builder mode(@Nullable TopicMode mode) {
			this.mode = mode;
			return this;
		}

		/**
		 * Set the retention of events.
		 * @param retention retention, {@link TopicSettings#FOREVER} for no limit
		 * @return this builder
		 */
		public Builder retention(@Nullable Duration retention) {
			this.retention = retention;
			return this;
		}

		/**
		 * Set the maximum size of each partition.
		 * @param retentionSize maximum size
		 * @return this builder
		 */
		public Builder retentionSize(@Nullable DataSize retentionSize) {
			this.retentionSize = retentionSize;
			return this;
		}

		/**
		 * Set the cleanup policy after the retention.
		 * @param cleanupPolicy cleanup policy
		 * @return this builder
		 */
		public Builder cleanupPolicy(@Nullable CleanupPolicy cleanupPolicy) {
			this.cleanupPolicy = cleanupPolicy;
			return this;
		}

		/**
		 * Set the compression of events.
		 * @param compression compression
		 * @return this builder
		 */
		public Builder compression(@Nullable Compression compression) {
			this.compression = compression;
			return this;
		}

		/**
		 * Set the description.
		 * @param description description, for display
		 * @return this builder
		 */
		public Builder description(@Nullable String description) {
			this.description = description;
			return this;
		}

		/**
		 * Add further settings.
		 * @param configs values by the log's own names
		 * @return this builder
		 */
		public Builder configs(Map<String, String> configs) {
			this.configs.putAll(configs);
			return this;
		}

		/**
		 * Build the template.
		 * @return the template
		 */
		public TopicTemplate build() {
			Duration byMode = (this.mode != null) ? this.mode.defaultRetention() : null;
			return new TopicTemplate(this.pattern,
					new TopicSettings(this.partitions, this.replicas, this.minInSyncReplicas,
							(this.retention != null) ? this.retention : byMode, this.retentionSize, this.cleanupPolicy,
							this.compression, this.configs),
					this.mode, this.description);
		}

	}

}
