package io.github.dualstream.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Rules for topics of the application. A rule that is {@code null} does not apply. A
 * topic without the setting that a rule is about breaks the rule, since the log might
 * choose any value.
 *
 * @param minReplicas minimum number of replicas
 * @param maxRetention maximum retention
 * @param mode required mode of topics
 * @param namePattern pattern that names must match as a whole
 */
public record TopicRules(@Nullable Integer minReplicas, @Nullable Duration maxRetention, @Nullable TopicMode mode,
		@Nullable Pattern namePattern) {

	/** No rules. */
	public static final TopicRules NONE = new TopicRules(null, null, null, null);

	/**
	 * Check a topic.
	 * @param topic the topic
	 * @return the violated rules
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
	 * Complete these rules with others.
	 * @param others rules to use for those that do not apply here
	 * @return the completed rules
	 */
	public TopicRules orElse(TopicRules others) {
		return new TopicRules((this.minReplicas != null) ? this.minReplicas : others.minReplicas,
				(this.maxRetention != null) ? this.maxRetention : others.maxRetention,
				(this.mode != null) ? this.mode : others.mode,
				(this.namePattern != null) ? this.namePattern : others.namePattern);
	}

	/**
	 * Return these rules for a topic with a mode of its own.
	 * @return rules that require no mode
	 */
	public TopicRules withoutMode() {
		return new TopicRules(this.minReplicas, this.maxRetention, null, this.namePattern);
	}

	/**
	 * A rule that a topic breaks.
	 *
	 * @param rule name of the rule
	 * @param topic name of the topic
	 * @param demanded value that the rule requires
	 * @param problem problem of the topic, phrased to follow its name
	 */
	public record Violation(String rule, String topic, Object demanded, String problem) {

	}

}
