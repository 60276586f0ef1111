package io.github.dualstream.consumer.listener;

import java.util.Set;

/**
 * Listener method with the attributes of its annotation.
 *
 * @param group the consumer group
 * @param topics topics to read
 * @param concurrency concurrency as a number; empty if not specified
 * @param start start position; empty if not specified
 * @param method the method
 */
record Listener(String group, Set<String> topics, String concurrency, String start, ListenerMethod method) {

}
