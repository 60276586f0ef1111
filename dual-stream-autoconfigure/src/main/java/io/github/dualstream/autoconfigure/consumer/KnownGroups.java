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
 * Tells a consumer group or a topic that does not exist from one that has nothing to
 * show. Thread-safe.
 */
final class KnownGroups {

	private static final Logger logger = LoggerFactory.getLogger(KnownGroups.class);

	private static final long ANSWER_SECONDS = 10;

	private final TopicAdministration topics;

	private final ConsumerGroups groups;

	private final EventConsumers consumers;

	/**
	 * Create the lookup.
	 * @param topics knows which topics exist
	 * @param groups knows which groups of other processes have committed something
	 * @param consumers the groups of this process
	 */
	KnownGroups(TopicAdministration topics, ConsumerGroups groups, EventConsumers consumers) {
		this.topics = topics;
		this.groups = groups;
		this.consumers = consumers;
	}

	/**
	 * What is wrong with a group and a topic. Asks the log, for a bounded time.
	 * @param group name of the group
	 * @param topic name of a topic that it reads
	 * @return a sentence; {@code null} if both exist, or the log does not tell
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
			logger.debug("Whether group '{}' and topic '{}' exist could not be asked", group, topic, ex);
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
