package io.github.dualstream.transport.contract;

import java.util.Map;

import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.TopicAdministration;
import org.jspecify.annotations.Nullable;

/**
 * Log of a transport, with what only its own means can do to it.
 */
public interface LogUnderTest extends AutoCloseable {

	/**
	 * Return the log.
	 * @return the log, the same one at each call
	 */
	EventLog log();

	/**
	 * Return the readers of the log.
	 * @return the readers, the same ones at each call
	 */
	LogReaders readers();

	/**
	 * Return the consumer groups of the log.
	 * @return the groups, the same ones at each call
	 */
	ConsumerGroups groups();

	/**
	 * Return the administration of the topics.
	 * @return the administration, the same one at each call; {@code null} if the
	 * transport has none
	 */
	default @Nullable TopicAdministration topics() {
		return null;
	}

	/**
	 * Return the features that the engine does not have.
	 * @return the reason of each, as a sentence
	 */
	default Map<EngineFeature, String> missing() {
		return Map.of();
	}

	/**
	 * Create a topic, and wait until it can be written and read.
	 * @param topic name of the topic
	 * @param partitions number of partitions
	 */
	void createTopic(String topic, int partitions);

	/**
	 * Delete a topic, and wait until it is gone.
	 * @param topic name of the topic
	 */
	void deleteTopic(String topic);

	/**
	 * Give a topic more partitions, as an operator does. Does not wait until clients know
	 * them.
	 * @param topic name of the topic
	 * @param partitions new number of partitions
	 */
	void addPartitions(String topic, int partitions);

	/**
	 * Delete the oldest records of a partition, as retention does.
	 * @param partition the partition
	 * @param offset lowest offset to keep
	 */
	void deleteBefore(LogPartition partition, long offset);

	/**
	 * Append a record that is not an event, as another program may do.
	 * @param partition partition of the record
	 * @param key key of the record; {@code null} for none
	 */
	void appendForeign(LogPartition partition, @Nullable String key);

	@Override
	void close();

}
