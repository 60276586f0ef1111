package io.github.dualstream.topic;

import io.github.dualstream.transport.TopicSettings;
import org.jspecify.annotations.Nullable;

/**
 * A topic as the application wants it.
 *
 * @param name its name
 * @param settings how it should be; what is not set is left to the log
 * @param mode what its events are for, if that was said
 * @param description what it is about, for people
 */
public record Topic(String name, TopicSettings settings, @Nullable TopicMode mode, @Nullable String description) {

}
