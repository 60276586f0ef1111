package io.github.dualstream.autoconfigure.kafka;

import java.time.Duration;

import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.kafka.KafkaAdministration;
import io.github.dualstream.transport.kafka.KafkaConsumerGroups;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Auto-configuration of consumer groups on Kafka. Connects to it only once there is a
 * consumer.
 */
@AutoConfiguration(after = DualStreamKafkaAutoConfiguration.class,
		afterName = "io.github.dualstream.autoconfigure.topic.DualStreamTopicAutoConfiguration")
@ConditionalOnClass({ KafkaTemplate.class, KafkaAdministration.class })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnMissingBean(ConsumerGroups.class)
@ConditionalOnBean(KafkaAdministration.class)
public final class DualStreamKafkaConsumerAutoConfiguration {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final KafkaClientProperties clients;

	DualStreamKafkaConsumerAutoConfiguration(KafkaProperties kafka, KafkaConnectionDetails connection,
			Environment environment) {
		this.clients = new KafkaClientProperties(kafka, connection, environment);
	}

	@Bean
	KafkaConsumerGroups dualStreamConsumerGroups(KafkaAdministration administration,
			ObjectProvider<GroupMemberCustomizer> customizers) {
		DefaultKafkaConsumerFactory<byte[], byte[]> factory = new DefaultKafkaConsumerFactory<>(
				this.clients.groupMember(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
		// part of the tag spring.id of meters
		factory.setBeanName("dualStreamConsumerGroups");
		customizers.orderedStream().forEach((customizer) -> customizer.customize(factory));
		KafkaClientProperties.requireGuarantees(factory.getConfigurationProperties());
		return new KafkaConsumerGroups(factory, administration, TIMEOUT);
	}

}
