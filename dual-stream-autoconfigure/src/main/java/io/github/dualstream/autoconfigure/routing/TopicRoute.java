package io.github.dualstream.autoconfigure.routing;

/**
 * Topic of the events of a feature. Each bean of this type is part of the routing, unless
 * the configuration names another topic for the source type.
 *
 * @param sourceType source type of the events
 * @param topic topic that they go to
 */
public record TopicRoute(String sourceType, String topic) {

}
