package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that are missing, and learns the limits of those that exist. An
 * existing topic is never changed; where it differs from its settings, a warning says so.
 */
public final class TopicCreator {

	private static final Logger logger = LoggerFactory.getLogger(TopicCreator.class);

	private static final int RETRY_MILLIS = 50;

	private final KafkaAdministration administration;

	private final List<TopicSettings> topics;

	private final RecordSizeLimits limits;

	private final int timeoutMillis;

	/**
	 * Create the creator.
	 * @param administration asks Kafka
	 * @param topics the topics that should exist
	 * @param limits told of the largest record that each topic takes
	 * @param timeout how long each question to Kafka may take
	 */
	public TopicCreator(KafkaAdministration administration, Collection<TopicSettings> topics, RecordSizeLimits limits,
			Duration timeout) {
		this.administration = administration;
		this.topics = List.copyOf(topics);
		this.limits = limits;
		this.timeoutMillis = Math.toIntExact(timeout.toMillis());
	}

	/**
	 * Create what is missing.
	 * @throws ExecutionException if Kafka refused
	 * @throws TimeoutException if Kafka did not answer in time
	 * @throws InterruptedException if the thread was interrupted
	 */
	public void create() throws ExecutionException, TimeoutException, InterruptedException {
		Admin admin = this.administration.admin();
		Set<String> existing = await(admin.listTopics(new ListTopicsOptions().timeoutMs(this.timeoutMillis)).names());
		List<TopicSettings> present = new ArrayList<>();
		List<String> created = new ArrayList<>();
		ExecutionException failure = null;
		for (TopicSettings topic : this.topics) {
			try {
				if (!existing.contains(topic.name())) {
					create(admin, topic);
					created.add(topic.name());
				}
				present.add(topic);
			}
			catch (ExecutionException ex) {
				failure = (failure != null) ? failure : ex;
			}
		}
		Map<String, TopicDescription> descriptions = awaitInspection(admin, present);
		awaitLeaders(admin, created.stream().map(descriptions::get).filter(Objects::nonNull).toList());
		if (failure != null) {
			throw failure;
		}
	}

	private void create(Admin admin, TopicSettings topic)
			throws ExecutionException, TimeoutException, InterruptedException {
		try {
			await(admin.createTopics(List.of(topic.newTopic()), new CreateTopicsOptions().timeoutMs(this.timeoutMillis))
				.all());
			logger.info("Created topic '{}'", topic.name());
		}
		catch (ExecutionException ex) {
			// another instance was faster
			if (!(ex.getCause() instanceof TopicExistsException)) {
				throw new ExecutionException("topic '" + topic.name() + "': " + ex.getMessage(), ex.getCause());
			}
		}
	}

	/**
	 * A topic that was just created may be unknown for a moment.
	 */
	private Map<String, TopicDescription> awaitInspection(Admin admin, List<TopicSettings> topics)
			throws ExecutionException, TimeoutException, InterruptedException {
		long start = System.nanoTime();
		while (true) {
			try {
				return inspect(admin, topics);
			}
			catch (ExecutionException ex) {
				boolean late = System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(this.timeoutMillis);
				if (late || !(ex.getCause() instanceof UnknownTopicOrPartitionException)) {
					throw ex;
				}
				TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
			}
		}
	}

	private Map<String, TopicDescription> inspect(Admin admin, List<TopicSettings> topics)
			throws ExecutionException, TimeoutException, InterruptedException {
		List<String> names = topics.stream().map(TopicSettings::name).toList();
		Map<String, TopicDescription> descriptions = await(
				admin.describeTopics(names, new DescribeTopicsOptions().timeoutMs(this.timeoutMillis)).allTopicNames());
		Map<ConfigResource, Config> configs = await(admin
			.describeConfigs(names.stream().map(TopicCreator::resource).toList(),
					new DescribeConfigsOptions().timeoutMs(this.timeoutMillis))
			.all());
		for (TopicSettings topic : topics) {
			ExistingTopic existing = ExistingTopic.of(Objects.requireNonNull(descriptions.get(topic.name())),
					Objects.requireNonNull(configs.get(resource(topic.name()))));
			existing.warnOfDifferences(topic);
			this.limits.learn(topic.name(), existing.maxMessageBytes());
		}
		return descriptions;
	}

	/**
	 * Waits until the leaders of new partitions serve. A producer that is faster has its
	 * first batch refused and may have its second one taken, and then the first never is:
	 * its sequence number is out of order.
	 */
	private void awaitLeaders(Admin admin, List<TopicDescription> created)
			throws ExecutionException, TimeoutException, InterruptedException {
		Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
		created.forEach((topic) -> topic.partitions()
			.forEach((partition) -> partitions.put(new TopicPartition(topic.name(), partition.partition()),
					OffsetSpec.latest())));
		await(admin.listOffsets(partitions, new ListOffsetsOptions().timeoutMs(this.timeoutMillis)).all());
	}

	private static ConfigResource resource(String topic) {
		return new ConfigResource(ConfigResource.Type.TOPIC, topic);
	}

	private <T> T await(KafkaFuture<T> future) throws ExecutionException, TimeoutException, InterruptedException {
		return future.get(this.timeoutMillis, TimeUnit.MILLISECONDS);
	}

	@Override
	public String toString() {
		return this.topics.stream().map(TopicSettings::name).collect(Collectors.joining(", "));
	}

}
