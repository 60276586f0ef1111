package io.github.dualstream.autoconfigure.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.PropertyRules;
import io.github.dualstream.topic.TopicMode;
import io.github.dualstream.topic.TopicRules;
import io.github.dualstream.topic.TopicRulesByPattern;
import io.github.dualstream.topic.TopicStrategy;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of the management of topics.
 *
 * @param strategy Strategy for managing topics at startup. By default "create-only" if
 * all of Kafka's bootstrap servers are on this machine or are provided by Spring Boot
 * from Testcontainers or Docker Compose, otherwise "validate-only".
 * @param compareInterval Interval of comparisons of the topics with their configuration
 * after the startup, which change nothing.
 * @param rules Rules for every topic of the application.
 * @param rulesByPattern Rules for topics by name or by a pattern with "*", which take
 * precedence over those for every topic. Patterns must be in brackets: "[*-dlt]".
 * @param presets Settings by the name of a preset, which topics can refer to.
 */
@ConfigurationProperties("dual-stream.topic-management")
record TopicManagementProperties(@Nullable TopicStrategy strategy, @DefaultValue("5m") Duration compareInterval,
		@DefaultValue Rules rules, @DefaultValue Map<String, Rules> rulesByPattern,
		@DefaultValue Map<String, TopicProperties> presets) {

	private static final String PREFIX = "dual-stream.topic-management.";

	TopicManagementProperties {
		PropertyRules.requirePositive(PREFIX + "compare-interval", compareInterval);
		rules.validate(PREFIX + "rules.");
		rulesByPattern.forEach((pattern, its) -> {
			String property = PREFIX + "rules-by-pattern.[" + pattern + "]";
			PropertyRules.requireTopicName(property, pattern.replace('*', 'x'));
			its.validate(property + ".");
		});
		presets.forEach((name, preset) -> {
			String property = PREFIX + "presets." + name;
			preset.validate(property);
			if (preset.preset() != null) {
				throw new InvalidPropertyException(property + ".preset", preset.preset(), "is within a preset",
						"Set what it stands for.");
			}
		});
	}

	TopicRulesByPattern toRules() {
		Map<String, TopicRules> byPattern = new HashMap<>();
		this.rulesByPattern.forEach((pattern, its) -> byPattern.put(pattern, its.toRules()));
		return new TopicRulesByPattern(this.rules.toRules(), byPattern);
	}

	/**
	 * Rules for topics; a violation fails the startup.
	 *
	 * @param minReplicas Minimum number of replicas.
	 * @param maxRetention Maximum retention.
	 * @param mode Required mode of topics.
	 * @param namePattern Regular expression that names must match as a whole.
	 */
	record Rules(@Nullable Integer minReplicas, @Nullable Duration maxRetention, @Nullable TopicMode mode,
			@Nullable String namePattern) {

		void validate(String prefix) {
			if (this.minReplicas != null) {
				PropertyRules.requireAtLeast(prefix + "min-replicas", 1, this.minReplicas);
				if (this.minReplicas > Short.MAX_VALUE) {
					throw new InvalidPropertyException(prefix + "min-replicas", this.minReplicas,
							"is more than any topic can have", "Set it to the number of brokers or less.");
				}
			}
			if (this.maxRetention != null) {
				PropertyRules.requirePositive(prefix + "max-retention", this.maxRetention);
				if (this.mode == TopicMode.PERSISTENT && !this.mode.allows(this.maxRetention)) {
					throw new InvalidPropertyException(prefix + "max-retention", this.maxRetention,
							"cannot be kept by any topic beside " + prefix + "mode (persistent)",
							"Persistent events are kept for at least a day: raise the one, or drop the other.");
				}
			}
			try {
				Pattern unused = compile(this.namePattern);
			}
			catch (PatternSyntaxException ex) {
				throw new InvalidPropertyException(prefix + "name-pattern", this.namePattern,
						"is not a regular expression: " + ex.getDescription() + " at position " + ex.getIndex(),
						"Write one such as '[a-z-]+(\\.[a-z-]+)*'.");
			}
		}

		private static @Nullable Pattern compile(@Nullable String namePattern) {
			return (namePattern != null) ? Pattern.compile(namePattern) : null;
		}

		/**
		 * Convert to rules.
		 * @return the rules
		 */
		TopicRules toRules() {
			return new TopicRules(this.minReplicas, this.maxRetention, this.mode, compile(this.namePattern));
		}

	}

}
