package io.github.dualstream.topic;

import io.github.dualstream.transport.TopicSettings;
import org.jspecify.annotations.Nullable;

/**
 * Topic that a feature of the application needs. Each bean of this type is managed like
 * the topics that events are published to.
 *
 * @param name name of the topic
 * @param defaults settings that apply unless configured otherwise
 * @param mode mode of its own, which patterns and the rule on modes do not change; only
 * an entry with its exact name does. {@code null} for a topic like any other
 */
public record RequiredTopic(String name, TopicSettings defaults, @Nullable TopicMode mode) {

	/**
	 * Create a required topic like any other.
	 * @param name name of the topic
	 * @param defaults settings that apply unless configured otherwise
	 */
	public RequiredTopic(String name, TopicSettings defaults) {
		this(name, defaults, null);
	}

}
