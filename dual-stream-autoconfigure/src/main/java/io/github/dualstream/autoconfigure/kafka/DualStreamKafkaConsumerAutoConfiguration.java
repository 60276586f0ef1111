package io.github.dualstream.autoconfigure.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.dualstream.autoconfigure.consumer.ConsumerProperties;
import io.github.dualstream.autoconfigure.publisher.PublisherProperties;
import io.github.dualstream.autoconfigure.schedule.ThreadsConfiguration;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.topic.TopicTemplates;
import io.github.dualstream.topic.Topics;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.DeadLetterJournal;
import io.github.dualstream.transport.DeadLetterLog;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.kafka.DeadLetterTopics;
import io.github.dualstream.transport.kafka.KafkaAdministration;
import io.github.dualstream.transport.kafka.KafkaConsumerGroups;
import io.github.dualstream.transport.kafka.KafkaDeadLetterJournal;
import io.github.dualstream.transport.kafka.KafkaDeadLetterLog;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.ProducerListener;

/**
 * Auto-configuration of consumer groups and dead-letter records on Kafka. Connects to it
 * only once there is a consumer.
 */
@AutoConfiguration(after = DualStreamKafkaAutoConfiguration.class,
		afterName = "io.github.dualstream.autoconfigure.topic.DualStreamTopicAutoConfiguration")
@ConditionalOnClass({ KafkaTemplate.class, KafkaAdministration.class })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnMissingBean(ConsumerGroups.class)
@ConditionalOnBean(KafkaAdministration.class)
@EnableConfigurationProperties({ PublisherProperties.class, ConsumerProperties.class })
@Import(ThreadsConfiguration.class)
public final class DualStreamKafkaConsumerAutoConfiguration {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	/** Timeout of a read of all dead-letter records of a topic. */
	private static final Duration JOURNAL_TIMEOUT = Duration.ofSeconds(20);

	private static final int DEAD_LETTER_FETCH_BYTES = 64 * 1024;

	private final PublisherProperties publisher;

	private final ConsumerProperties consumer;

	private final KafkaClientProperties clients;

	DualStreamKafkaConsumerAutoConfiguration(PublisherProperties publisher, ConsumerProperties consumer,
			KafkaProperties kafka, KafkaConnectionDetails connection, Environment environment) {
		this.publisher = publisher;
		this.consumer = consumer;
		this.clients = new KafkaClientProperties(kafka, connection, environment);
	}

	@Bean
	KafkaConsumerGroups dualStreamConsumerGroups(KafkaAdministration administration) {
		return new KafkaConsumerGroups(new DefaultKafkaConsumerFactory<>(this.clients.groupMember(),
				new ByteArrayDeserializer(), new ByteArrayDeserializer()), administration, TIMEOUT);
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(DeadLetterLog.class)
	DefaultKafkaProducerFactory<byte[], byte[]> dualStreamDeadLetterProducerFactory() {
		Map<String, Object> producer = DurableProducerProperties.of(this.clients.producer(), this.publisher);
		// room for the headers that a dead-letter record has in addition
		producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * this.publisher.maxEventBytes());
		return new DefaultKafkaProducerFactory<>(producer, new ByteArraySerializer(), new ByteArraySerializer());
	}

	@Bean
	@ConditionalOnMissingBean(DeadLetterLog.class)
	KafkaDeadLetterLog dualStreamDeadLetterLog(
			@Qualifier("dualStreamDeadLetterProducerFactory") ProducerFactory<byte[], byte[]> producers,
			ObjectProvider<TopicAdministration> administration, ObjectProvider<Topics> topics,
			ObjectProvider<TopicTemplates> templates, Threads threads) {
		UnaryOperator<String> names = (topic) -> topic + this.consumer.deadLetterSuffix();
		KafkaTemplate<byte[], byte[]> template = new KafkaTemplate<>(producers);
		// each failure is reported and retried
		template.setProducerListener(new ProducerListener<>() {
		});
		return new KafkaDeadLetterLog(template, names,
				topics.stream().anyMatch((each) -> each.strategy().creates())
						? new DeadLetterTopics(administration.getObject(), names,
								(name, defaults) -> templates.getObject().resolve(name, defaults).settings())
						: null,
				threads);
	}

	@Bean
	@ConditionalOnBean(KafkaDeadLetterLog.class)
	@ConditionalOnMissingBean(DeadLetterJournal.class)
	KafkaDeadLetterJournal dualStreamDeadLetterJournal(KafkaDeadLetterLog log) {
		Map<String, Object> reader = this.clients.reader(Math.toIntExact(JOURNAL_TIMEOUT.toMillis()));
		// each dead-letter record is read by a seek of its own
		reader.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, DEAD_LETTER_FETCH_BYTES);
		return new KafkaDeadLetterJournal(log,
				new DefaultKafkaConsumerFactory<>(reader, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
				JOURNAL_TIMEOUT);
	}

}
