package io.github.dualstream.autoconfigure.consumer;

import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamMeters;
import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamStatus;
import io.github.dualstream.autoconfigure.health.ConditionalOnDualStreamHealth;
import io.github.dualstream.autoconfigure.health.HealthPart;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.lag.LagMonitor;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the meters, the health and the status of consumers.
 */
@AutoConfiguration(after = DualStreamConsumerAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnBean(EventConsumers.class)
public final class DualStreamConsumerActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamMeters
	static class MetersConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ConsumerMetrics dualStreamConsumerMetrics(MeterRegistry registry) {
			return new ConsumerMetrics(registry);
		}

		@Bean
		@ConditionalOnMissingBean
		ConsumerGauges dualStreamConsumerGauges(EventConsumers consumers, MeterRegistry registry) {
			return new ConsumerGauges(consumers, registry);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamHealth
	static class HealthConfiguration {

		@Bean
		@Order(2)
		@ConditionalOnBean(LagMonitor.class)
		HealthPart dualStreamConsumersHealth(EventConsumers consumers, LagMonitor monitor) {
			return new HealthPart("consumers", new ConsumersHealthIndicator(consumers, monitor));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamStatus
	static class StatusConfiguration {

		@Bean
		@Order(5)
		@ConditionalOnBean(LagMonitor.class)
		ConsumersStatus dualStreamConsumersStatus(EventConsumers consumers, LagMonitor monitor) {
			return new ConsumersStatus(consumers, monitor);
		}

	}

}
