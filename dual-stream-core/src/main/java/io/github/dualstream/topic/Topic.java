package io.github.dualstream.topic;

import io.github.dualstream.transport.TopicSettings;
import org.jspecify.annotations.Nullable;

/**
 * Topic as the application wants it.
 *
 * @param name name of the topic
 * @param settings wanted settings; the log decides on those that are not set
 * @param mode mode of the topic, if specified
 * @param description description, for display
 */
public record Topic(String name, TopicSettings settings, @Nullable TopicMode mode, @Nullable String description) {

}
