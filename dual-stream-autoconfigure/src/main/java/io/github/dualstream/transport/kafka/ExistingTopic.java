package io.github.dualstream.transport.kafka;

import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topic as the broker has it.
 */
record ExistingTopic(String name, int partitions, int replicas, int minInSyncReplicas, int maxMessageBytes) {

	private static final Logger logger = LoggerFactory.getLogger(ExistingTopic.class);

	static ExistingTopic of(TopicDescription description, Config config) {
		return new ExistingTopic(description.name(), description.partitions().size(),
				description.partitions().get(0).replicas().size(),
				Integer.parseInt(config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value()),
				Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()));
	}

	void warnOfDifferences(TopicSettings settings) {
		if (settings.partitions() != null && settings.partitions() != this.partitions) {
			logger.warn(
					"Topic '{}' has {} partitions, dual-stream.topics.{}.partitions says {}; it is left as it is, "
							+ "because more partitions would give sources other ones and break their order",
					this.name, this.partitions, this.name, settings.partitions());
		}
		if (this.minInSyncReplicas > this.replicas) {
			logger.error(
					"Topic '{}' has {} replicas but demands {} in sync (min.insync.replicas): no publish can succeed",
					this.name, this.replicas, this.minInSyncReplicas);
		}
	}

}
