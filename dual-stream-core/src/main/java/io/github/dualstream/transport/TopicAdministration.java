package io.github.dualstream.transport;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Administration of a log's topics: creates, describes and changes them. Never deletes a
 * topic, and never changes its number of partitions or replicas. Each method blocks for a
 * bounded time. Thread-safe.
 */
public interface TopicAdministration {

	/**
	 * Describe existing topics.
	 * @param topics names of the topics
	 * @return the existing topics, by name; a topic that this application is not
	 * authorized to describe is included, with that as its problem
	 * @throws TopicAdministrationException if the log did not answer
	 */
	Map<String, TopicDescription> describe(Collection<String> topics);

	/**
	 * Create a topic, unless it exists by now.
	 * @param topic name of the topic
	 * @param settings settings of the topic; the log decides on those that are not set
	 * @throws TopicAdministrationException if the log rejected the request or did not
	 * answer
	 */
	void create(String topic, TopicSettings settings);

	/**
	 * Settings that this log does not have. Makes no request.
	 * @param settings wanted settings
	 * @return names of the settings, as in the configuration, such as
	 * {@code compression}; empty for none
	 */
	default List<String> unsupported(TopicSettings settings) {
		return List.of();
	}

	/**
	 * Wait until topics that were just created can be written to.
	 * @param topics names of the topics
	 * @throws TopicAdministrationException if they are not ready in time
	 */
	void awaitReady(Collection<String> topics);

	/**
	 * Change settings of a topic, other than partitions and replicas.
	 * @param topic name of the topic
	 * @param changes settings to change; those that are not set stay unchanged
	 * @throws TopicAdministrationException if the log rejected the request or did not
	 * answer
	 */
	void update(String topic, TopicSettings changes);

}
