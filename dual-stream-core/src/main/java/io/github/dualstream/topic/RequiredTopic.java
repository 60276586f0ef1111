package io.github.dualstream.topic;

import io.github.dualstream.transport.TopicSettings;
import org.jspecify.annotations.Nullable;

/**
 * A topic that a feature of the application needs. Each bean of this type is looked after
 * like the topics that events are published to.
 *
 * @param name its name
 * @param defaults its settings where configuration says nothing else
 * @param mode mode of its own, which patterns and the rule on modes do not change; only
 * an entry with its exact name does. {@code null} for a topic like any other
 */
public record RequiredTopic(String name, TopicSettings defaults, @Nullable TopicMode mode) {

	/**
	 * Create a required topic like any other.
	 * @param name its name
	 * @param defaults settings for what the configuration does not say
	 */
	public RequiredTopic(String name, TopicSettings defaults) {
		this(name, defaults, null);
	}

}
