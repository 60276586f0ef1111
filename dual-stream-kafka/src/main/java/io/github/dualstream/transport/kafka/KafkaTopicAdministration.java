package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.dualstream.transport.PrintableText;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.TopicAdministrationException;
import io.github.dualstream.transport.TopicDescription;
import io.github.dualstream.transport.TopicSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Administration of Kafka topics. Each description also updates the producer's size limit
 * for the topic. Thread-safe.
 */
public final class KafkaTopicAdministration implements TopicAdministration {

	private static final int RETRY_MILLIS = 50;

	private final KafkaAdministration administration;

	private final RecordSizeLimits limits;

	private final int batchSize;

	private final int timeoutMillis;

	/**
	 * Create the administration.
	 * @param administration administrative connection to Kafka
	 * @param limits size limits, updated with the limit of each topic
	 * @param batchSize {@code batch.size} of the producer, in bytes
	 * @param timeout timeout of each request to Kafka
	 */
	public KafkaTopicAdministration(KafkaAdministration administration, RecordSizeLimits limits, int batchSize,
			Duration timeout) {
		this.administration = administration;
		this.limits = limits;
		this.batchSize = batchSize;
		this.timeoutMillis = Math.toIntExact(timeout.toMillis());
	}

	/**
	 * Settings of a topic that is declared for spring-kafka.
	 * @param topic declaration of the topic
	 * @return the settings that the declaration has, without those that it leaves to the
	 * broker
	 * @throws IllegalArgumentException if the value of a config cannot be read
	 */
	public static TopicSettings settingsOf(NewTopic topic) {
		return TopicConfigs.read(topic);
	}

	@Override
	public Map<String, TopicDescription> describe(Collection<String> topics) {
		Admin admin = admin();
		var descriptions = admin.describeTopics(topics, new DescribeTopicsOptions().timeoutMs(this.timeoutMillis))
			.topicNameValues();
		var configs = admin
			.describeConfigs(topics.stream().map(KafkaTopicAdministration::resource).toList(),
					new DescribeConfigsOptions().timeoutMs(this.timeoutMillis))
			.values();
		Map<String, TopicDescription> existing = new HashMap<>();
		for (String topic : topics) {
			TopicDescription description = describe(topic, Objects.requireNonNull(descriptions.get(topic)),
					Objects.requireNonNull(configs.get(resource(topic))));
			if (description != null) {
				existing.put(topic, description);
			}
		}
		return existing;
	}

	private @Nullable TopicDescription describe(String topic,
			KafkaFuture<org.apache.kafka.clients.admin.TopicDescription> description, KafkaFuture<Config> config) {
		try {
			var partitions = await("describe topic '" + topic + "'", description).partitions();
			int replicas = partitions.get(0).replicas().size();
			return describe(topic, partitions.size(), replicas, config);
		}
		catch (TopicAdministrationException ex) {
			if (ex.getCause() instanceof UnknownTopicOrPartitionException) {
				return null;
			}
			return deniedOr(ex, new TopicDescription(topic, TopicSettings.NONE, List
				.of("cannot be checked: this application is not authorized to describe it (ACL operation DESCRIBE)")));
		}
	}

	private TopicDescription describe(String topic, int partitions, int replicas, KafkaFuture<Config> future) {
		try {
			Config config = await("read the settings of topic '" + topic + "'", future);
			TopicSettings settings = TopicConfigs.read(partitions, replicas, config);
			int maxMessageBytes = Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
			this.limits.learn(topic, maxMessageBytes);
			return new TopicDescription(topic, settings, problems(settings, maxMessageBytes));
		}
		catch (TopicAdministrationException ex) {
			return deniedOr(ex,
					new TopicDescription(topic,
							new TopicSettings(partitions, replicas, null, null, null, null, null, Map.of()),
							List.of("can be checked in part: this application is not authorized to read its settings "
									+ "(ACL operation DESCRIBE_CONFIGS)")));
		}
	}

	private static TopicDescription deniedOr(TopicAdministrationException ex, TopicDescription denied) {
		if (!ex.isDenied()) {
			throw ex;
		}
		return denied;
	}

	private List<String> problems(TopicSettings settings, int maxMessageBytes) {
		List<String> problems = new ArrayList<>();
		int inSync = Objects.requireNonNull(settings.minInSyncReplicas());
		int replicas = Objects.requireNonNull(settings.replicas());
		if (inSync > replicas) {
			problems.add("has %d replicas but requires %d in sync (min.insync.replicas): no publish can succeed"
				.formatted(replicas, inSync));
		}
		if (maxMessageBytes < this.batchSize) {
			problems.add(("accepts at most %d bytes at once (max.message.bytes), less than a batch of the producer "
					+ "(batch.size %d): under load, batches are rejected and split repeatedly; raise the first, "
					+ "or lower spring.kafka.producer.batch-size")
				.formatted(maxMessageBytes, this.batchSize));
		}
		return problems;
	}

	@Override
	public void create(String topic, TopicSettings settings) {
		NewTopic newTopic = new NewTopic(topic, Optional.ofNullable(settings.partitions()),
				Optional.ofNullable(settings.replicas()).map(Integer::shortValue))
			.configs(TopicConfigs.of(settings));
		try {
			await("create topic '" + topic + "'",
					admin().createTopics(List.of(newTopic), new CreateTopicsOptions().timeoutMs(this.timeoutMillis))
						.all());
		}
		catch (TopicAdministrationException ex) {
			// another instance was faster
			if (!(ex.getCause() instanceof TopicExistsException)) {
				throw ex;
			}
		}
	}

	/**
	 * Waits until the leaders of new partitions are available. Otherwise a producer's
	 * first batch could be rejected and its second one accepted; the first would then
	 * never be accepted, because its sequence number is out of order.
	 */
	@Override
	public void awaitReady(Collection<String> topics) {
		Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
		awaitKnown(topics).forEach((topic, description) -> {
			int count = Objects.requireNonNullElse(description.settings().partitions(), 0);
			for (int i = 0; i < count; i++) {
				partitions.put(new TopicPartition(topic, i), OffsetSpec.latest());
			}
		});
		await("reach the leaders of topics " + topics,
				admin().listOffsets(partitions, new ListOffsetsOptions().timeoutMs(this.timeoutMillis)).all());
	}

	/** A topic that was just created may be unknown for a moment. */
	private Map<String, TopicDescription> awaitKnown(Collection<String> topics) {
		long start = System.nanoTime();
		Map<String, TopicDescription> known = describe(topics);
		while (known.size() < topics.size()
				&& System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(this.timeoutMillis)) {
			pause(topics);
			known = describe(topics);
		}
		return known;
	}

	private static void pause(Collection<String> topics) {
		try {
			TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
		}
		catch (InterruptedException ex) {
			throw interrupted("wait for topics " + topics, ex);
		}
	}

	@Override
	public void update(String topic, TopicSettings changes) {
		List<AlterConfigOp> operations = TopicConfigs.of(changes)
			.entrySet()
			.stream()
			.map((config) -> new AlterConfigOp(new ConfigEntry(config.getKey(), config.getValue()),
					AlterConfigOp.OpType.SET))
			.toList();
		await("change topic '" + topic + "'",
				admin()
					.incrementalAlterConfigs(Map.of(resource(topic), operations),
							new AlterConfigsOptions().timeoutMs(this.timeoutMillis))
					.all());
	}

	private Admin admin() {
		try {
			return this.administration.admin();
		}
		catch (KafkaException ex) {
			throw new TopicAdministrationException("Could not connect to Kafka: " + PrintableText.ofInnermostCause(ex),
					false, ex);
		}
	}

	private <T> T await(String attempt, KafkaFuture<T> future) {
		try {
			return future.get(this.timeoutMillis, TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			Throwable cause = Objects.requireNonNullElse(ex.getCause(), ex);
			throw new TopicAdministrationException(
					"Could not " + attempt + ": " + PrintableText.ofInnermostCause(cause),
					cause instanceof AuthorizationException, cause);
		}
		catch (TimeoutException ex) {
			throw new TopicAdministrationException(
					"Could not " + attempt + ": no answer within " + this.timeoutMillis + " ms", false, ex);
		}
		catch (InterruptedException ex) {
			throw interrupted(attempt, ex);
		}
	}

	private static TopicAdministrationException interrupted(String attempt, InterruptedException ex) {
		Thread.currentThread().interrupt();
		return new TopicAdministrationException("Could not " + attempt + ": interrupted", false, ex);
	}

	private static ConfigResource resource(String topic) {
		return new ConfigResource(ConfigResource.Type.TOPIC, topic);
	}

}
