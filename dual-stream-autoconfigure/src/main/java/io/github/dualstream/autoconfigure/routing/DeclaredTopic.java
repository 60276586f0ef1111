package io.github.dualstream.autoconfigure.routing;

import io.github.dualstream.transport.TopicSettings;

/**
 * Topic that the application has declared by the log's own means, which also creates it.
 *
 * @param origin the declaration, for messages
 * @param name name of the topic
 * @param settings settings that the declaration has
 */
public record DeclaredTopic(String origin, String name, TopicSettings settings) {

}
