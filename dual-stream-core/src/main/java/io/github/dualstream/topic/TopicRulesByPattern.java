package io.github.dualstream.topic;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Rules of topics by their names. Each rule comes from the most specific pattern that has
 * it.
 *
 * @param general rules that no pattern has
 * @param byPattern rules by name, or by a pattern in which each {@code *} stands for any
 * characters
 */
public record TopicRulesByPattern(TopicRules general, Map<String, TopicRules> byPattern) {

	public TopicRulesByPattern {
		byPattern = Map.copyOf(byPattern);
	}

	/**
	 * Rules of a topic.
	 * @param topic name of the topic
	 * @return the rules
	 * @throws IllegalArgumentException if two equally specific patterns match it
	 */
	public TopicRules of(String topic) {
		List<TopicPattern> patterns = this.byPattern.keySet()
			.stream()
			.map(TopicPattern::new)
			.filter((pattern) -> pattern.matches(topic))
			.sorted(Comparator.comparingInt(TopicPattern::specificity).reversed())
			.toList();
		TopicRules rules = TopicRules.NONE;
		TopicPattern previous = null;
		for (TopicPattern pattern : patterns) {
			TopicPattern.requireOrder(topic, previous, pattern);
			rules = rules.orElse(this.byPattern.getOrDefault(pattern.text(), TopicRules.NONE));
			previous = pattern;
		}
		return rules.orElse(this.general);
	}

}
