package io.github.dualstream.consumer.deadletter;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates missing dead-letter topics: with the partitions and replicas of the original
 * topic, and with room for the additional headers of a dead-letter record.
 */
public final class DeadLetterTopics {

	private static final Logger logger = LoggerFactory.getLogger(DeadLetterTopics.class);

	/** Maximum size of a record, by Kafka's name; other logs have no such setting. */
	private static final String MAX_MESSAGE_BYTES = "max.message.bytes";

	private final TopicAdministration administration;

	private final UnaryOperator<String> names;

	private final BiFunction<String, TopicSettings, TopicSettings> configured;

	/**
	 * Create the creator.
	 * @param administration administration of the topics
	 * @param names function from an original topic to its dead-letter topic
	 * @param configured function that completes the configuration of a topic, by name or
	 * pattern, with the given settings
	 */
	public DeadLetterTopics(TopicAdministration administration, UnaryOperator<String> names,
			BiFunction<String, TopicSettings, TopicSettings> configured) {
		this.administration = administration;
		this.names = names;
		this.configured = configured;
	}

	/**
	 * Create the missing topics. Failures are only logged, since writing to a missing
	 * topic is an error of its own.
	 * @param origins original topics
	 */
	public void create(Collection<String> origins) {
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
			logger.warn("Could not create the dead-letter topics of {}: {}", origins, ex.getMessage());
		}
	}

	/**
	 * Settings with as many partitions as the original topic, since records are written
	 * to the partition with the same number.
	 */
	private TopicSettings settings(String name, TopicSettings origin) {
		String limit = origin.configs().get(MAX_MESSAGE_BYTES);
		Map<String, String> configs = (limit == null) ? Map.of()
				: Map.of(MAX_MESSAGE_BYTES, Integer.toString(Integer.parseInt(limit) + DeadLetterHeaders.MAX_SIZE));
		TopicSettings partitions = new TopicSettings(origin.partitions(), null, null, null, null, null, null, Map.of());
		TopicSettings defaults = new TopicSettings(null, origin.replicas(), origin.minInSyncReplicas(), null, null,
				null, null, configs);
		return partitions.orElse(this.configured.apply(name, defaults));
	}

}
