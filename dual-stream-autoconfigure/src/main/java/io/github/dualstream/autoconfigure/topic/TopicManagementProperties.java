package io.github.dualstream.autoconfigure.topic;

import java.time.Duration;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.PropertyRules;
import io.github.dualstream.topic.TopicMode;
import io.github.dualstream.topic.TopicRules;
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
 */
@ConfigurationProperties("dual-stream.topic-management")
record TopicManagementProperties(@Nullable TopicStrategy strategy, @DefaultValue("5m") Duration compareInterval,
		@DefaultValue Rules rules) {

	TopicManagementProperties {
		PropertyRules.requirePositive("dual-stream.topic-management.compare-interval", compareInterval);
	}

	/**
	 * Rules for every topic of the application; a violation fails the startup.
	 *
	 * @param minReplicas Minimum number of replicas.
	 * @param maxRetention Maximum retention.
	 * @param mode Required mode of topics.
	 * @param namePattern Regular expression that names must match as a whole.
	 */
	record Rules(@Nullable Integer minReplicas, @Nullable Duration maxRetention, @Nullable TopicMode mode,
			@Nullable String namePattern) {

		private static final String PREFIX = "dual-stream.topic-management.rules.";

		Rules {
			if (minReplicas != null) {
				PropertyRules.requireAtLeast(PREFIX + "min-replicas", 1, minReplicas);
				if (minReplicas > Short.MAX_VALUE) {
					throw new InvalidPropertyException(PREFIX + "min-replicas", minReplicas,
							"is more than any topic can have", "Set it to the number of brokers or less.");
				}
			}
			if (maxRetention != null) {
				PropertyRules.requirePositive(PREFIX + "max-retention", maxRetention);
				if (mode == TopicMode.PERSISTENT && !mode.allows(maxRetention)) {
					throw new InvalidPropertyException(PREFIX + "max-retention", maxRetention,
							"cannot be kept by any topic beside " + PREFIX + "mode (persistent)",
							"Persistent events are kept for at least a day: raise the one, or drop the other.");
				}
			}
			Pattern unused = compile(namePattern);
		}

		private static @Nullable Pattern compile(@Nullable String namePattern) {
			try {
				return (namePattern != null) ? Pattern.compile(namePattern) : null;
			}
			catch (PatternSyntaxException ex) {
				throw new InvalidPropertyException(PREFIX + "name-pattern", namePattern,
						"is not a regular expression: " + ex.getDescription() + " at position " + ex.getIndex(),
						"Write one such as '[a-z-]+(\\.[a-z-]+)*'.");
			}
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
