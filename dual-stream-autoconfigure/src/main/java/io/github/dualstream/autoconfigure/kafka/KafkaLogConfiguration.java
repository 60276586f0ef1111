package io.github.dualstream.autoconfigure.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import io.github.dualstream.autoconfigure.publisher.PublisherProperties;
import io.github.dualstream.autoconfigure.routing.DeclaredTopic;
import io.github.dualstream.autoconfigure.routing.ManagedLog;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.kafka.KafkaAdministration;
import io.github.dualstream.transport.kafka.KafkaEventLog;
import io.github.dualstream.transport.kafka.KafkaLogReaders;
import io.github.dualstream.transport.kafka.KafkaTopicAdministration;
import io.github.dualstream.transport.kafka.ProducerBuffer;
import io.github.dualstream.transport.kafka.RecordSizeLimits;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.ProducerListener;

/**
 * Configuration of the durable stream on Kafka. The clients are dual-stream's own and not
 * candidates for injection, so that those of the application are not affected.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ PublisherProperties.class, KafkaProperties.class })
@ConditionalOnClass({ KafkaTemplate.class, KafkaAdministration.class })
@ConditionalOnMissingBean(EventLog.class)
@ConditionalOnBean(KafkaConnectionDetails.class)
class KafkaLogConfiguration {

	/** Timeout of a request to Kafka other than a publish. */
	static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final String DEFAULT_BATCH_SIZE = "16384";

	private static final Pattern LOCAL = Pattern.compile("(.*://)?(localhost|127\\.[0-9.]+|\\[::1])(:\\d+)?");

	private final PublisherProperties publisher;

	private final KafkaClientProperties clients;

	KafkaLogConfiguration(PublisherProperties publisher, KafkaProperties kafka, KafkaConnectionDetails connection,
			Environment environment) {
		this.publisher = publisher;
		this.clients = new KafkaClientProperties(kafka, connection, environment);
	}

	@Bean(defaultCandidate = false)
	DefaultKafkaProducerFactory<byte[], byte[]> dualStreamProducerFactory(
			ObjectProvider<DurableProducerCustomizer> customizers) {
		DefaultKafkaProducerFactory<byte[], byte[]> factory = new DefaultKafkaProducerFactory<>(
				DurableProducerProperties.of(this.clients.producer(), this.publisher));
		customizers.orderedStream().forEach((customizer) -> customizer.customize(factory));
		DurableProducerProperties.requireGuarantees(factory.getConfigurationProperties());
		return factory;
	}

	@Bean(defaultCandidate = false)
	KafkaTemplate<byte[], byte[]> dualStreamKafkaTemplate(
			@Qualifier("dualStreamProducerFactory") ProducerFactory<byte[], byte[]> producerFactory) {
		KafkaTemplate<byte[], byte[]> template = new KafkaTemplate<>(producerFactory);
		// the caller gets each failure; logged as well, an outage would flood the log
		template.setProducerListener(new ProducerListener<>() {
		});
		// each publish has a timer of its own
		template.setMicrometerEnabled(false);
		return template;
	}

	@Bean
	RecordSizeLimits dualStreamRecordSizeLimits() {
		return new RecordSizeLimits();
	}

	@Bean
	@ConditionalOnMissingBean(LogReaders.class)
	KafkaLogReaders dualStreamLogReaders(KafkaAdministration administration) {
		return new KafkaLogReaders(readingConsumers(), administration, TIMEOUT);
	}

	private DefaultKafkaConsumerFactory<byte[], byte[]> readingConsumers() {
		return new DefaultKafkaConsumerFactory<>(this.clients.reader(Math.toIntExact(TIMEOUT.toMillis())),
				new ByteArrayDeserializer(), new ByteArrayDeserializer());
	}

	@Bean
	KafkaEventLog dualStreamEventLog(@Qualifier("dualStreamKafkaTemplate") KafkaTemplate<byte[], byte[]> kafkaTemplate,
			RecordSizeLimits limits) {
		return new KafkaEventLog(kafkaTemplate, limits);
	}

	@Bean
	ProducerBuffer dualStreamProducerBuffer(
			@Qualifier("dualStreamKafkaTemplate") KafkaTemplate<byte[], byte[]> kafkaTemplate) {
		return new ProducerBuffer(kafkaTemplate);
	}

	@Bean
	KafkaAdministration dualStreamKafkaAdministration(ObjectProvider<KafkaAdminCustomizer> customizers) {
		Map<String, Object> properties = this.clients.admin();
		customizers.orderedStream().forEach((customizer) -> customizer.customize(properties));
		return new KafkaAdministration(() -> Admin.create(properties));
	}

	@Bean
	@ConditionalOnMissingBean(TopicAdministration.class)
	KafkaTopicAdministration dualStreamTopicAdministration(KafkaAdministration administration, RecordSizeLimits limits,
			@Qualifier("dualStreamProducerFactory") ProducerFactory<?, ?> producers) {
		@Nullable Object batchSize = producers.getConfigurationProperties().get(ProducerConfig.BATCH_SIZE_CONFIG);
		return new KafkaTopicAdministration(administration, limits,
				Integer.parseInt(Objects.requireNonNullElse(batchSize, DEFAULT_BATCH_SIZE).toString()), TIMEOUT);
	}

	@Bean
	ManagedLog dualStreamManagedLog(KafkaConnectionDetails connection, ListableBeanFactory beans) {
		List<DeclaredTopic> declared = new ArrayList<>();
		beans.getBeansOfType(NewTopic.class, false, false)
			.forEach((name, topic) -> declared.add(declared("NewTopic bean '" + name + "'", topic)));
		return new ManagedLog(isForDevelopment(connection), false, declared);
	}

	private static DeclaredTopic declared(String origin, NewTopic topic) {
		try {
			return new DeclaredTopic(origin, topic.name(), KafkaTopicAdministration.settingsOf(topic));
		}
		catch (IllegalArgumentException ex) {
			throw new BeanCreationException("The " + origin + " has a config that cannot be read: " + topic.configs()
					+ ". Give it a value that Kafka accepts", ex);
		}
	}

	/**
	 * Whether Kafka is on this machine, or one that Spring Boot provides from
	 * Testcontainers or Docker Compose, wherever its containers run: only those
	 * connection details have an origin.
	 */
	static boolean isForDevelopment(KafkaConnectionDetails connection) {
		return connection instanceof OriginProvider
				|| connection.getAdmin().getBootstrapServers().stream().allMatch(LOCAL.asMatchPredicate());
	}

}
