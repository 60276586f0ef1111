package io.github.dualstream.topic;

import io.github.dualstream.transport.TopicSettings;

/**
 * A topic that a feature of the application needs. Each bean of this type is looked after
 * like the topics that events are published to.
 *
 * @param name its name
 * @param defaults its settings where configuration says nothing else
 */
public record RequiredTopic(String name, TopicSettings defaults) {

}
