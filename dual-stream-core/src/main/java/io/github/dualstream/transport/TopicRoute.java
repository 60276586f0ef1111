package io.github.dualstream.transport;

/**
 * Topic of the events of a source type. Each bean of this type is part of the routing,
 * unless {@code dual-stream.kafka.topics} names another topic for the source type.
 *
 * @param sourceType source type of the events
 * @param topic name of the topic that they go to
 */
public record TopicRoute(String sourceType, String topic) {

}
