package io.github.dualstream.autoconfigure.topic;

import java.util.List;
import java.util.Map;

import io.github.dualstream.autoconfigure.PropertyRules;
import io.github.dualstream.topic.TopicTemplate;

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

	List<TopicTemplate> templates(Map<String, TopicProperties> presets) {
		return this.topics.entrySet()
			.stream()
			.map((topic) -> topic.getValue().template(topic.getKey(), presets))
			.toList();
	}

}
