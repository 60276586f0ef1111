package io.github.dualstream.autoconfigure.outbox;

import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamMeters;
import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamStatus;
import io.github.dualstream.autoconfigure.health.ConditionalOnDualStreamHealth;
import io.github.dualstream.autoconfigure.health.HealthPart;
import io.github.dualstream.outbox.Outbox;
import io.github.dualstream.outbox.ScheduledStore;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the meters, the health and the status of the outbox.
 */
@AutoConfiguration(after = DualStreamOutboxAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
public final class DualStreamOutboxActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamMeters
	static class MetersConfiguration {

		@Bean
		@ConditionalOnMissingBean
		@ConditionalOnBooleanProperty("dual-stream.outbox.enabled")
		OutboxMetrics dualStreamOutboxMetrics(MeterRegistry registry) {
			return new OutboxMetrics(registry);
		}

		@Bean
		@ConditionalOnMissingBean
		@ConditionalOnBean(Outbox.class)
		OutboxMeters dualStreamOutboxMeters(Outbox outbox) {
			return new OutboxMeters(outbox);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamHealth
	static class HealthConfiguration {

		@Bean
		@Order(2)
		@ConditionalOnBean(Outbox.class)
		HealthPart dualStreamOutboxHealth(Outbox outbox, OutboxProperties properties) {
			return new HealthPart("outbox", new OutboxHealthIndicator(outbox, properties.maxAge()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamStatus
	static class StatusConfiguration {

		@Bean
		@Order(6)
		@ConditionalOnBean(Outbox.class)
		OutboxStatus dualStreamOutboxStatus(Outbox outbox, ObjectProvider<ScheduledStore> scheduled) {
			return new OutboxStatus(outbox, scheduled.getIfAvailable());
		}

	}

}
