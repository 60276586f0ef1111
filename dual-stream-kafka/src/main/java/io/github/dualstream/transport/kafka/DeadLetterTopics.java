package io.github.dualstream.transport.kafka;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.TopicAdministrationException;
import io.github.dualstream.transport.TopicDescription;
import io.github.dualstream.transport.TopicSettings;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates topics of dead letters where they do not exist: with the partitions and
 * replicas of the topic that the letters come from, and with room for what a letter has
 * more than its record.
 */
public final class DeadLetterTopics {

	private static final Logger logger = LoggerFactory.getLogger(DeadLetterTopics.class);

	private final TopicAdministration administration;

	private final UnaryOperator<String> names;

	private final BiFunction<String, TopicSettings, TopicSettings> configured;

	/**
	 * Create the creator.
	 * @param administration describes and creates topics
	 * @param names gives the topic of the dead letters for the topic they come from
	 * @param configured completes what is configured for a topic, by name or pattern,
	 * with the given settings
	 */
	public DeadLetterTopics(TopicAdministration administration, UnaryOperator<String> names,
			BiFunction<String, TopicSettings, TopicSettings> configured) {
		this.administration = administration;
		this.names = names;
		this.configured = configured;
	}

	/**
	 * Create what is missing. Failures are logged: once a letter is to be kept, that the
	 * topic is not there is an error of its own.
	 * @param origins the topics that letters come from
	 */
	void create(Collection<String> origins) {
		Set<String> all = new LinkedHashSet<>(origins);
		origins.forEach((origin) -> all.add(this.names.apply(origin)));
		try {
			Map<String, TopicDescription> existing = this.administration.describe(all);
			for (String origin : origins) {
				TopicDescription description = existing.get(origin);
				if (description != null && !existing.containsKey(this.names.apply(origin))) {
					String name = this.names.apply(origin);
					this.administration.create(name, settings(name, description.settings()));
				}
			}
		}
		catch (TopicAdministrationException ex) {
			logger.warn("Topics for the dead letters of {} could not be created: {}", origins, ex.getMessage());
		}
	}

	/**
	 * As many partitions as the origin has: each has its letters in the one of its
	 * number.
	 */
	private TopicSettings settings(String name, TopicSettings origin) {
		String limit = origin.configs().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
		Map<String, String> configs = (limit == null) ? Map.of() : Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
				Integer.toString(Integer.parseInt(limit) + DeadLetterHeaders.MAX_SIZE));
		TopicSettings partitions = new TopicSettings(origin.partitions(), null, null, null, null, null, null, Map.of());
		TopicSettings defaults = new TopicSettings(null, origin.replicas(), origin.minInSyncReplicas(), null, null,
				null, null, configs);
		return partitions.orElse(this.configured.apply(name, defaults));
	}

}
