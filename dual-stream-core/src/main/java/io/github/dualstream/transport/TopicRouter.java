package io.github.dualstream.transport;

import org.jspecify.annotations.Nullable;

/**
 * Strategy for the topics of source types that have none of their own, neither by
 * {@code dual-stream.kafka.topics} nor by a {@link TopicRoute}. A bean of this type is
 * asked for each event that is published, read or subscribed to.
 * <p>
 * The events of a source are in one topic, or they have no order; so the answer depends
 * on the source type alone, and is the same in all instances and for as long as there are
 * events. Topics that it names are managed as code only if a {@code TopicTemplate}, an
 * entry of {@code dual-stream.topics} or a {@code RequiredTopic} names them, too. Must be
 * thread-safe, must neither block nor throw.
 */
@FunctionalInterface
public interface TopicRouter {

	/**
	 * Topic of a source type.
	 * @param sourceType the source type
	 * @return name of the topic, or {@code null} for the default topic
	 */
	@Nullable String topicOf(String sourceType);

}
