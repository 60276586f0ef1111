package io.github.dualstream.autoconfigure.kafka;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.dualstream.autoconfigure.DualStreamProperties;
import io.github.dualstream.autoconfigure.DualStreamProperties.Topic;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.TopicRouting;
import io.github.dualstream.transport.kafka.KafkaAdministration;
import io.github.dualstream.transport.kafka.KafkaEventLog;
import io.github.dualstream.transport.kafka.KafkaHistory;
import io.github.dualstream.transport.kafka.RecordSizeLimits;
import io.github.dualstream.transport.kafka.TopicCreator;
import io.github.dualstream.transport.kafka.TopicInitializer;
import io.github.dualstream.transport.kafka.TopicSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.ProducerListener;

/**
 * Auto-configuration of the durable stream on Kafka. The clients are dual-stream's own
 * and no candidates for injection, so that the application's stay as they are.
 */
@AutoConfiguration(after = KafkaAutoConfiguration.class)
@ConditionalOnClass(KafkaTemplate.class)
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnMissingBean(EventLog.class)
@ConditionalOnBean(KafkaConnectionDetails.class)
@EnableConfigurationProperties({ DualStreamProperties.class, KafkaProperties.class })
public final class DualStreamKafkaAutoConfiguration {

	/** How long one question to Kafka may take, other than a publish. */
	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final DualStreamProperties properties;

	private final KafkaClientProperties clients;

	DualStreamKafkaAutoConfiguration(DualStreamProperties properties, KafkaProperties kafka,
			KafkaConnectionDetails connection) {
		this.properties = properties;
		this.clients = new KafkaClientProperties(kafka, connection);
	}

	@Bean
	@ConditionalOnMissingBean
	TopicRouting dualStreamTopicRouting() {
		return new TopicRouting(this.properties.kafka().topic(), this.properties.kafka().topics());
	}

	@Bean(defaultCandidate = false)
	DefaultKafkaProducerFactory<String, byte[]> dualStreamProducerFactory(
			ObjectProvider<DurableProducerCustomizer> customizers) {
		DefaultKafkaProducerFactory<String, byte[]> factory = new DefaultKafkaProducerFactory<>(
				DurableProducerProperties.of(this.clients.producer(), this.properties.publisher()));
		customizers.orderedStream().forEach((customizer) -> customizer.customize(factory));
		DurableProducerProperties.requireGuarantees(factory.getConfigurationProperties());
		return factory;
	}

	@Bean(defaultCandidate = false)
	KafkaTemplate<String, byte[]> dualStreamKafkaTemplate(
			@Qualifier("dualStreamProducerFactory") ProducerFactory<String, byte[]> producerFactory) {
		KafkaTemplate<String, byte[]> template = new KafkaTemplate<>(producerFactory);
		// the caller gets each failure; logged as well, an outage would flood the log
		template.setProducerListener(new ProducerListener<>() {
		});
		// each publish has a timer of its own
		template.setMicrometerEnabled(false);
		return template;
	}

	@Bean
	RecordSizeLimits dualStreamRecordSizeLimits() {
		return new RecordSizeLimits(this.properties.publisher().maxEventBytes());
	}

	@Bean
	KafkaHistory dualStreamKafkaHistory() {
		return new KafkaHistory(
				new DefaultKafkaConsumerFactory<>(this.clients.reader(Math.toIntExact(TIMEOUT.toMillis())),
						new ByteArrayDeserializer(), new ByteArrayDeserializer()),
				TIMEOUT);
	}

	@Bean
	KafkaEventLog dualStreamEventLog(@Qualifier("dualStreamKafkaTemplate") KafkaTemplate<String, byte[]> kafkaTemplate,
			@Value("${spring.application.name:application}") String application, RecordSizeLimits limits,
			KafkaHistory history) {
		return new KafkaEventLog(kafkaTemplate, this.properties.kafka().format().writer(application), limits, history);
	}

	@Bean
	KafkaAdministration dualStreamKafkaAdministration() {
		return new KafkaAdministration(() -> Admin.create(this.clients.admin()));
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "dual-stream.kafka.create-topics", matchIfMissing = true)
	TopicInitializer dualStreamTopicInitializer(KafkaAdministration administration, TopicRouting routing,
			RecordSizeLimits limits) {
		TopicInitializer initializer = new TopicInitializer(
				new TopicCreator(administration, topics(routing), limits, TIMEOUT));
		initializer.start();
		return initializer;
	}

	/**
	 * Before anything is started that publishes, but not before the other beans are made:
	 * that takes as long.
	 */
	@Bean
	@ConditionalOnBean(TopicInitializer.class)
	SmartInitializingSingleton dualStreamTopicsAwaited(TopicInitializer initializer) {
		return () -> initializer.await(TIMEOUT);
	}

	private List<TopicSettings> topics(TopicRouting routing) {
		Set<String> names = new LinkedHashSet<>(routing.all());
		names.addAll(this.properties.topics().keySet());
		return names.stream().map(this::topic).toList();
	}

	private TopicSettings topic(String name) {
		Topic topic = this.properties.topics().get(name);
		return (topic == null) ? TopicSettings.ofDefaults(name) : new TopicSettings(name, topic.partitions(),
				topic.replicas(), topic.minInSyncReplicas(), topic.retention());
	}

}
