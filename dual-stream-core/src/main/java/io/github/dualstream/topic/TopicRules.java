package io.github.dualstream.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What every topic of the application must keep to. A rule that is {@code null} is none.
 * A topic that leaves to the log what a rule is about breaks the rule: the log might
 * choose anything.
 *
 * @param minReplicas the least number of replicas
 * @param maxRetention the longest retention
 * @param mode the mode that topics must have
 * @param namePattern what names must match as a whole
 */
public record TopicRules(@Nullable Integer minReplicas, @Nullable Duration maxRetention, @Nullable TopicMode mode,
		@Nullable Pattern namePattern) {

	/** No rules. */
	public static final TopicRules NONE = new TopicRules(null, null, null, null);

	/**
	 * Check a topic.
	 * @param topic the topic
	 * @return what it breaks
	 */
	public List<Violation> violations(Topic topic) {
		List<Violation> violations = new ArrayList<>();
		Integer replicas = topic.settings().replicas();
		if (this.minReplicas != null && (replicas == null || replicas < this.minReplicas)) {
			violations.add(new Violation("min-replicas", topic.name(), this.minReplicas,
					"has " + ((replicas != null) ? replicas.toString() : "no number of") + " replicas"));
		}
		Duration retention = topic.settings().retention();
		if (this.maxRetention != null && (retention == null || retention.compareTo(this.maxRetention) > 0)) {
			violations.add(new Violation("max-retention", topic.name(), SettingWords.spell(this.maxRetention), "has "
					+ ((retention != null) ? "a retention of " + SettingWords.spell(retention) : "no retention")));
		}
		if (this.mode != null && topic.mode() != this.mode) {
			violations.add(new Violation("mode", topic.name(), SettingWords.spell(this.mode),
					"has " + ((topic.mode() != null) ? "mode " + SettingWords.spell(topic.mode()) : "no mode")));
		}
		if (this.namePattern != null && !this.namePattern.matcher(topic.name()).matches()) {
			violations.add(new Violation("name-pattern", topic.name(), this.namePattern,
					"has a name that does not" + " match"));
		}
		return violations;
	}

	/**
	 * Return these rules for a topic that has a mode of its own.
	 * @return rules that demand no mode
	 */
	public TopicRules withoutMode() {
		return new TopicRules(this.minReplicas, this.maxRetention, null, this.namePattern);
	}

	/**
	 * A rule that a topic breaks.
	 *
	 * @param rule name of the rule
	 * @param topic name of the topic
	 * @param demanded what the rule demands
	 * @param problem what the topic has instead, to follow its name
	 */
	public record Violation(String rule, String topic, Object demanded, String problem) {

	}

}
