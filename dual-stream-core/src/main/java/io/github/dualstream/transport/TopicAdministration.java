package io.github.dualstream.transport;

import java.util.Collection;
import java.util.Map;

/**
 * Creates, describes and changes the topics of a log. Never deletes one, and never
 * changes how many partitions or replicas one has. Each method blocks for a bounded time.
 * Thread-safe.
 */
public interface TopicAdministration {

	/**
	 * Describe topics as they are.
	 * @param topics their names
	 * @return those that exist, by name; a topic that this application may not look at is
	 * among them, with that as its problem
	 * @throws TopicAdministrationException if the log did not answer
	 */
	Map<String, TopicDescription> describe(Collection<String> topics);

	/**
	 * Create a topic, unless it exists by now.
	 * @param topic its name
	 * @param settings how to create it; what is not set is left to the log
	 * @throws TopicAdministrationException if the log refused or did not answer
	 */
	void create(String topic, TopicSettings settings);

	/**
	 * Wait until topics that were just created can be written to.
	 * @param topics their names
	 * @throws TopicAdministrationException if they cannot be in time
	 */
	void awaitReady(Collection<String> topics);

	/**
	 * Change settings of a topic, other than partitions and replicas.
	 * @param topic its name
	 * @param changes the settings to change; what is not set stays as it is
	 * @throws TopicAdministrationException if the log refused or did not answer
	 */
	void update(String topic, TopicSettings changes);

}
