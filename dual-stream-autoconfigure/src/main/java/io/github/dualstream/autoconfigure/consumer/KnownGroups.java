package io.github.dualstream.autoconfigure.consumer;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.TopicAdministrationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lookup of consumer groups and topics, which distinguishes those that do not exist from
 * those that are empty. Thread-safe.
 */
final class KnownGroups {

	private static final Logger logger = LoggerFactory.getLogger(KnownGroups.class);

	private static final long ANSWER_SECONDS = 10;

	private final TopicAdministration topics;

	private final ConsumerGroups groups;

	private final EventConsumers consumers;

	/**
	 * Create the lookup.
	 * @param topics administration of the topics
	 * @param groups consumer groups, including those of other processes
	 * @param consumers consumers of this process
	 */
	KnownGroups(TopicAdministration topics, ConsumerGroups groups, EventConsumers consumers) {
		this.topics = topics;
		this.groups = groups;
		this.consumers = consumers;
	}

	/**
	 * Check a group and a topic. Queries the log, for a bounded time.
	 * @param group name of the group
	 * @param topic name of a topic that it reads
	 * @return the problem as a sentence; {@code null} if both exist, or the log does not
	 * answer
	 */
	@Nullable String problemOf(String group, String topic) {
		try {
			if (!this.topics.describe(List.of(topic)).containsKey(topic)) {
				return "There is no topic '" + topic + "'";
			}
			return isKnown(group, topic) ? null
					: "Group '" + group + "' has not read topic '" + topic + "'; the groups of this application are "
							+ this.consumers.all().stream().map(EventConsumer::group).sorted().toList();
		}
		catch (TopicAdministrationException | CompletionException ex) {
			logger.debug("Could not check whether group '{}' and topic '{}' exist", group, topic, ex);
			return null;
		}
	}

	private boolean isKnown(String group, String topic) {
		return this.consumers.all().stream().anyMatch((consumer) -> consumer.group().equals(group))
				|| this.groups.progress(group, List.of(topic))
					.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
					.join()
					.stream()
					.anyMatch(GroupProgress::committed);
	}

}
