package io.github.dualstream.autoconfigure.projection;

import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamMeters;
import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamStatus;
import io.github.dualstream.autoconfigure.health.ConditionalOnDualStreamHealth;
import io.github.dualstream.autoconfigure.health.HealthPart;
import io.github.dualstream.projection.Projections;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the meters, the health and the status of projections.
 */
@AutoConfiguration(after = DualStreamProjectionAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(Projections.class)
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
public final class DualStreamProjectionActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamMeters
	static class MetersConfiguration {

		@Bean
		@ConditionalOnMissingBean
		@ConditionalOnBean(Projections.class)
		ProjectionMeters dualStreamProjectionMeters(Projections projections, MeterRegistry registry) {
			return new ProjectionMeters(projections, registry);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamHealth
	static class HealthConfiguration {

		@Bean
		@Order(3)
		@ConditionalOnBean(Projections.class)
		HealthPart dualStreamProjectionsHealth(Projections projections) {
			return new HealthPart("projections", new ProjectionsHealthIndicator(projections));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamStatus
	static class StatusConfiguration {

		@Bean
		@Order(9)
		@ConditionalOnBean(Projections.class)
		ProjectionsStatus dualStreamProjectionsStatus(Projections projections) {
			return new ProjectionsStatus(projections);
		}

	}

}
