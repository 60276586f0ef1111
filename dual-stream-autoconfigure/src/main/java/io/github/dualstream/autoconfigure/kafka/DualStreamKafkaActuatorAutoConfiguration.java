package io.github.dualstream.autoconfigure.kafka;

import java.util.Map;

import io.github.dualstream.autoconfigure.health.ConditionalOnDualStreamHealth;
import io.github.dualstream.autoconfigure.health.HealthPart;
import io.github.dualstream.autoconfigure.health.ProbeHealthIndicator;
import io.github.dualstream.transport.kafka.KafkaAdministration;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.kafka.core.MicrometerProducerListener;

/**
 * Auto-configuration of the meters of Kafka's clients and of the health of Kafka, without
 * which the service is down.
 */
@AutoConfiguration(after = DualStreamKafkaAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnClass(KafkaAdministration.class)
public final class DualStreamKafkaActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamHealth
	static class HealthConfiguration {

		@Bean
		@Order(0)
		@ConditionalOnBean(KafkaAdministration.class)
		HealthPart dualStreamKafkaHealth(KafkaAdministration kafka) {
			return new HealthPart("kafka", new ProbeHealthIndicator(kafka, Status.DOWN, Map::of));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ MeterRegistry.class, MicrometerProducerListener.class })
	@ConditionalOnBean(MeterRegistry.class)
	static class MetersConfiguration {

		@Bean
		DurableProducerCustomizer dualStreamProducerMetrics(MeterRegistry registry) {
			return new ProducerMetrics(registry);
		}

		@Bean
		GroupMemberCustomizer dualStreamGroupMemberMetrics(MeterRegistry registry) {
			return new GroupMemberMetrics(registry);
		}

	}

}
