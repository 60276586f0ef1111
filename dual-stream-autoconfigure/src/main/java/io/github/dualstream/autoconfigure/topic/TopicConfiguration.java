package io.github.dualstream.autoconfigure.topic;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

import io.github.dualstream.autoconfigure.schedule.ThreadsConfiguration;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.topic.RequiredTopic;
import io.github.dualstream.topic.TopicInitializer;
import io.github.dualstream.topic.TopicStrategy;
import io.github.dualstream.topic.TopicTemplates;
import io.github.dualstream.topic.Topics;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.TopicRouting;
import io.github.dualstream.transport.kafka.KafkaAdministration;
import io.github.dualstream.transport.kafka.KafkaTopicAdministration;
import io.github.dualstream.transport.kafka.RecordSizeLimits;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Configuration of topics as code.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ KafkaTemplate.class, KafkaAdministration.class })
@ConditionalOnBean({ KafkaAdministration.class, TopicRouting.class })
@Import(ThreadsConfiguration.class)
class TopicConfiguration {

	/** How long one question to Kafka may take. */
	static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final String DEFAULT_BATCH_SIZE = "16384";

	private static final Pattern LOCAL = Pattern.compile("(.*://)?(localhost|127\\.[0-9.]+|\\[::1])(:\\d+)?");

	@Bean
	@ConditionalOnMissingBean(TopicAdministration.class)
	KafkaTopicAdministration dualStreamTopicAdministration(KafkaAdministration administration, RecordSizeLimits limits,
			@Qualifier("dualStreamProducerFactory") ProducerFactory<?, ?> producers) {
		@Nullable Object batchSize = producers.getConfigurationProperties().get(ProducerConfig.BATCH_SIZE_CONFIG);
		return new KafkaTopicAdministration(administration, limits,
				Integer.parseInt(Objects.requireNonNullElse(batchSize, DEFAULT_BATCH_SIZE).toString()), TIMEOUT);
	}

	@Bean
	TopicTemplates dualStreamTopicTemplates(TopicsProperties properties) {
		return properties.templates();
	}

	@Bean
	@ConditionalOnMissingBean
	Topics dualStreamTopics(TopicManagementProperties properties, TopicTemplates templates, TopicRouting routing,
			ObjectProvider<RequiredTopic> required, TopicAdministration administration,
			KafkaConnectionDetails connection) {
		TopicStrategy configured = properties.strategy();
		return new Topics(administration,
				ConfiguredTopics.of(templates, properties.rules().toRules(), routing,
						required.orderedStream().toList()),
				(configured != null) ? configured : defaultStrategy(connection));
	}

	/**
	 * Default strategy. A Kafka on this machine is used for development, as well as one
	 * that Spring Boot provides from Testcontainers or Docker Compose, wherever its
	 * containers run: only those connection details have an origin.
	 */
	static TopicStrategy defaultStrategy(KafkaConnectionDetails connection) {
		boolean development = connection instanceof OriginProvider
				|| connection.getAdmin().getBootstrapServers().stream().allMatch(LOCAL.asMatchPredicate());
		return development ? TopicStrategy.CREATE_ONLY : TopicStrategy.VALIDATE_ONLY;
	}

	/**
	 * Initializer that creates topics while the other beans are created.
	 */
	@Bean
	TopicInitializer dualStreamTopicInitializer(Topics topics, TopicManagementProperties properties, Threads threads) {
		TopicInitializer initializer = new TopicInitializer(topics, properties.compareInterval(), threads);
		if (topics.strategy().creates()) {
			initializer.start();
		}
		return initializer;
	}

	@Bean
	TopicStart dualStreamTopicStart(TopicInitializer initializer, Topics topics) {
		return new TopicStart(initializer, topics.strategy());
	}

}
