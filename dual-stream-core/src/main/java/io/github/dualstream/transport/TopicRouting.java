package io.github.dualstream.transport;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Topics of source types.
 *
 * @param defaultTopic topic of the source types that have none of their own
 * @param topics topics by source type
 * @param router strategy for the source types that are not among them
 */
public record TopicRouting(String defaultTopic, Map<String, String> topics, TopicRouter router) {

	public TopicRouting {
		topics = Map.copyOf(topics);
	}

	/**
	 * Create a routing by source types alone.
	 * @param defaultTopic topic of the source types that have none of their own
	 * @param topics topics by source type
	 */
	public TopicRouting(String defaultTopic, Map<String, String> topics) {
		this(defaultTopic, topics, (sourceType) -> null);
	}

	/**
	 * Topic of a source type.
	 * @param sourceType the source type
	 * @return name of the topic
	 */
	public String topicOf(String sourceType) {
		String topic = this.topics.get(sourceType);
		if (topic == null) {
			topic = this.router.topicOf(sourceType);
		}
		return (topic != null) ? topic : this.defaultTopic;
	}

	/**
	 * All topics that events can be published to, as far as they are known without asking
	 * the router.
	 * @return the names of the topics, each once
	 */
	public Set<String> all() {
		Set<String> all = new LinkedHashSet<>(this.topics.values());
		all.add(this.defaultTopic);
		return all;
	}

}
