package io.github.dualstream.autoconfigure.kafka;

import java.time.Duration;

import io.github.dualstream.autoconfigure.DualStreamProperties;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.DeadLetterLog;
import io.github.dualstream.transport.kafka.KafkaAdministration;
import io.github.dualstream.transport.kafka.KafkaConsumerGroups;
import io.github.dualstream.transport.kafka.KafkaDeadLetterLog;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Auto-configuration of consumer groups and dead letters on Kafka. Connects to it only
 * once there is a consumer.
 */
@AutoConfiguration(after = DualStreamKafkaAutoConfiguration.class)
@ConditionalOnClass(KafkaTemplate.class)
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnMissingBean(ConsumerGroups.class)
@ConditionalOnBean(KafkaAdministration.class)
public final class DualStreamKafkaConsumerAutoConfiguration {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final DualStreamProperties properties;

	private final KafkaClientProperties clients;

	DualStreamKafkaConsumerAutoConfiguration(DualStreamProperties properties, KafkaProperties kafka,
			KafkaConnectionDetails connection) {
		this.properties = properties;
		this.clients = new KafkaClientProperties(kafka, connection);
	}

	@Bean
	KafkaConsumerGroups dualStreamConsumerGroups(KafkaAdministration administration) {
		return new KafkaConsumerGroups(new DefaultKafkaConsumerFactory<>(this.clients.groupMember(),
				new ByteArrayDeserializer(), new ByteArrayDeserializer()), administration, TIMEOUT);
	}

	@Bean(defaultCandidate = false)
	DefaultKafkaProducerFactory<byte[], byte[]> dualStreamDeadLetterProducerFactory() {
		return new DefaultKafkaProducerFactory<>(
				DurableProducerProperties.of(this.clients.producer(), this.properties.publisher()),
				new ByteArraySerializer(), new ByteArraySerializer());
	}

	@Bean
	@ConditionalOnMissingBean(DeadLetterLog.class)
	KafkaDeadLetterLog dualStreamDeadLetterLog(
			@Qualifier("dualStreamDeadLetterProducerFactory") ProducerFactory<byte[], byte[]> producers) {
		return new KafkaDeadLetterLog(new KafkaTemplate<>(producers), this.properties.consumer().deadLetterSuffix());
	}

}
