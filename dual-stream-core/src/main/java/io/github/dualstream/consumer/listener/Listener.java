package io.github.dualstream.consumer.listener;

import java.util.Set;

/**
 * A method with what its annotation says.
 *
 * @param group the consumer group
 * @param topics what to read
 * @param concurrency a number; empty if it does not say
 * @param start a start position; empty if it does not say
 * @param method the method
 */
record Listener(String group, Set<String> topics, String concurrency, String start, ListenerMethod method) {

}
