package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.dualstream.consumer.deadletter.TopicDeadLetters;
import io.github.dualstream.feed.SourceHistory;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.transport.TopicRouting;
import io.github.dualstream.transport.TopicSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.ProducerListener;

/**
 * A log on a real broker, its clients configured as the auto-configuration does.
 */
final class KafkaLog implements AutoCloseable {

	static final Duration MAX_BLOCK = Duration.ofSeconds(1);

	/** The producer's default. */
	private static final int BATCH_SIZE = 16 * 1024;

	private static final Duration TIMEOUT = Duration.ofSeconds(3);

	/** A broker for all tests of this JVM that do not disturb it. */
	private static final class Shared {

		static final KafkaServer SERVER = KafkaServer.start(Map.of("auto.create.topics.enable", "false"));

	}

	final KafkaEventLog log;

	final RecordSizeLimits limits;

	final KafkaAdministration administration;

	final KafkaTopicAdministration topics;

	private final String bootstrapServers;

	private final DefaultKafkaProducerFactory<byte[], byte[]> producers;

	private KafkaLog(String bootstrapServers, Map<String, Object> producer) {
		this.bootstrapServers = bootstrapServers;
		this.limits = new RecordSizeLimits();
		this.administration = new KafkaAdministration(() -> Admin.create(
				Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, "reconnect.backoff.max.ms", 200)));
		this.topics = new KafkaTopicAdministration(this.administration, this.limits, BATCH_SIZE, TIMEOUT);
		this.producers = new DefaultKafkaProducerFactory<>(producer);
		KafkaTemplate<byte[], byte[]> template = new KafkaTemplate<>(this.producers);
		template.setProducerListener(new ProducerListener<>() {
		});
		this.log = new KafkaEventLog(template, this.limits);
	}

	static KafkaServer sharedServer() {
		return Shared.SERVER;
	}

	static KafkaLog shared() {
		return on(sharedServer().bootstrapServers(), Map.of());
	}

	static KafkaLog on(String bootstrapServers, Map<String, Object> producer) {
		Map<String, Object> properties = new HashMap<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
				ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
				ProducerConfig.LINGER_MS_CONFIG, 0, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
				ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000, ProducerConfig.MAX_BLOCK_MS_CONFIG,
				MAX_BLOCK.toMillis(), ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1024 * 1024));
		properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
		properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
		properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
		properties.putAll(producer);
		return new KafkaLog(bootstrapServers, properties);
	}

	private static Map<String, Object> reader(String bootstrapServers) {
		int timeout = Math.toIntExact(TIMEOUT.toMillis());
		return Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ConsumerConfig.METADATA_MAX_AGE_CONFIG,
				1_000, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 0, ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
				ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none", ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
				ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout, ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
				timeout, ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
	}

	/** History of a topic, for every source type. */
	SourceHistory history(String topic) {
		return new SourceHistory(readers(), new TopicRouting(topic, Map.of()), TIMEOUT);
	}

	KafkaLogReaders readers() {
		return new KafkaLogReaders(new DefaultKafkaConsumerFactory<>(reader(this.bootstrapServers),
				new ByteArrayDeserializer(), new ByteArrayDeserializer()), this.administration, TIMEOUT);
	}

	/** Dead-letter records in a topic of its own for each, without creating it. */
	TopicDeadLetters deadLetters() {
		return deadLetters((topic) -> topic + "-dlt");
	}

	TopicDeadLetters deadLetters(UnaryOperator<String> topics) {
		return new TopicDeadLetters(this.log, readers(), topics, null, new Threads(), Duration.ofSeconds(20));
	}

	KafkaConsumerGroups groups(Map<String, Object> member) {
		Map<String, Object> properties = new HashMap<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
				this.bootstrapServers, ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
				ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none", ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
				CooperativeStickyAssignor.class.getName()));
		properties.putAll(member);
		if ("consumer".equals(member.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG))) {
			properties.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
		}
		return new KafkaConsumerGroups(
				new DefaultKafkaConsumerFactory<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
				this.administration, Duration.ofSeconds(10));
	}

	String bootstrapServers() {
		return this.bootstrapServers;
	}

	/** Creates topics, or completes the limits of those that exist. */
	void create(Map<String, TopicSettings> topics) {
		topics.forEach(this.topics::create);
		this.topics.awaitReady(topics.keySet());
	}

	void create(String topic, int partitions) {
		create(Map.of(topic, TopicSettings.ofPartitions(partitions)));
	}

	@Override
	public void close() {
		this.producers.setPhysicalCloseTimeout(1);
		this.producers.destroy();
		this.administration.close();
	}

}
