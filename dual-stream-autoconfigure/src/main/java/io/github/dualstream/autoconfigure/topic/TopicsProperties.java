package io.github.dualstream.autoconfigure.topic;

import java.util.Map;

import io.github.dualstream.autoconfigure.PropertyRules;
import io.github.dualstream.topic.TopicTemplates;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Topics as code.
 *
 * @param topics Settings of topics, by name or by a pattern with "*". Names with a dot or
 * an underscore, and patterns, must be in brackets: "[github.events]", "[github.*]".
 */
@ConfigurationProperties("dual-stream")
record TopicsProperties(@DefaultValue Map<String, TopicProperties> topics) {

	TopicsProperties {
		topics.forEach((pattern, topic) -> {
			String property = TopicProperties.property(pattern);
			PropertyRules.requireTopicName(property, pattern.replace('*', 'x'));
			topic.validate(property);
		});
	}

	TopicTemplates templates() {
		return new TopicTemplates(
				this.topics.entrySet().stream().map((e) -> e.getValue().template(e.getKey())).toList());
	}

}
