package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates topics of dead letters where they do not exist: with the partitions and
 * replicas of the topic that the letters come from, and with room for what a letter has
 * more than its record.
 */
public final class DeadLetterTopics {

	private static final Logger logger = LoggerFactory.getLogger(DeadLetterTopics.class);

	private final KafkaAdministration administration;

	private final UnaryOperator<String> names;

	private final int timeout;

	/**
	 * Create the creator.
	 * @param administration asks Kafka
	 * @param names gives the topic of the dead letters for the topic they come from
	 * @param timeout how long each question to Kafka may take
	 */
	public DeadLetterTopics(KafkaAdministration administration, UnaryOperator<String> names, Duration timeout) {
		this.administration = administration;
		this.names = names;
		this.timeout = Math.toIntExact(timeout.toMillis());
	}

	/**
	 * Begin to create what is missing. Failures are logged: once a letter is to be kept,
	 * that the topic is not there is an error of its own.
	 * @param origins the topics that letters come from
	 */
	void create(Collection<String> origins) {
		for (String origin : origins) {
			CompletableFuture<Void> unused = create(origin).exceptionally((failure) -> {
				if (!(cause(failure) instanceof TopicExistsException)) {
					logger.warn("Topic '{}' for the dead letters of '{}' could not be created: {}",
							this.names.apply(origin), origin, cause(failure).toString());
				}
				return null;
			});
		}
	}

	private CompletableFuture<Void> create(String origin) {
		try {
			Admin admin = this.administration.admin();
			ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, origin);
			CompletableFuture<TopicDescription> description = future(
					admin.describeTopics(List.of(origin), new DescribeTopicsOptions().timeoutMs(this.timeout))
						.topicNameValues()
						.get(origin));
			CompletableFuture<Config> config = future(
					admin.describeConfigs(List.of(resource), new DescribeConfigsOptions().timeoutMs(this.timeout))
						.values()
						.get(resource));
			return description.thenCombine(config, this::letters)
				.thenCompose((letters) -> future(
						admin.createTopics(List.of(letters), new CreateTopicsOptions().timeoutMs(this.timeout)).all()));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private NewTopic letters(TopicDescription origin, Config config) {
		int partitions = origin.partitions().size();
		short replicas = (short) origin.partitions().get(0).replicas().size();
		NewTopic letters = new NewTopic(this.names.apply(origin.name()), partitions, replicas);
		ConfigEntry limit = config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
		return (limit == null || limit.value() == null) ? letters
				: letters.configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
						Integer.toString(Integer.parseInt(limit.value()) + DeadLetterHeaders.MAX_SIZE)));
	}

	private static <T> CompletableFuture<T> future(@Nullable KafkaFuture<T> future) {
		return (future != null) ? future.toCompletionStage().toCompletableFuture()
				: CompletableFuture.failedFuture(new IllegalStateException("Kafka does not answer for this topic"));
	}

	private static Throwable cause(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

}
