package io.github.dualstream.transport;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Topics of source types.
 *
 * @param defaultTopic topic of the source types that have none of their own
 * @param topics topics by source type
 */
public record TopicRouting(String defaultTopic, Map<String, String> topics) {

	public TopicRouting {
		topics = Map.copyOf(topics);
	}

	/**
	 * Topic of a source type.
	 * @param sourceType the source type
	 * @return name of the topic
	 */
	public String topicOf(String sourceType) {
		return this.topics.getOrDefault(sourceType, this.defaultTopic);
	}

	/**
	 * All topics that events can be published to.
	 * @return the names of the topics, each once
	 */
	public Set<String> all() {
		Set<String> all = new LinkedHashSet<>(this.topics.values());
		all.add(this.defaultTopic);
		return all;
	}

}
