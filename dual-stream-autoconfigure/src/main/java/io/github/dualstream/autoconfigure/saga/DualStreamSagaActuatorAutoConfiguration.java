package io.github.dualstream.autoconfigure.saga;

import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamMeters;
import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamStatus;
import io.github.dualstream.autoconfigure.health.ConditionalOnDualStreamHealth;
import io.github.dualstream.autoconfigure.health.HealthPart;
import io.github.dualstream.saga.Sagas;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the meters, the health and the status of sagas.
 */
@AutoConfiguration(after = DualStreamSagaAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(Sagas.class)
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
public final class DualStreamSagaActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamMeters
	@ConditionalOnBean(Sagas.class)
	static class MetersConfiguration {

		@Bean
		SagaMetrics dualStreamSagaMetrics(MeterRegistry registry) {
			return new SagaMetrics(registry);
		}

		@Bean
		@ConditionalOnBean(StuckSagas.class)
		SagaMeters dualStreamSagaMeters(StuckSagas stuckSagas) {
			return new SagaMeters(stuckSagas);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamHealth
	static class HealthConfiguration {

		@Bean
		@Order(2)
		@ConditionalOnBean(StuckSagas.class)
		HealthPart dualStreamSagasHealth(StuckSagas stuckSagas) {
			return new HealthPart("sagas", new SagasHealthIndicator(stuckSagas));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamStatus
	static class StatusConfiguration {

		@Bean
		@Order(9)
		@ConditionalOnBean(Sagas.class)
		SagasStatus dualStreamSagasStatus(Sagas sagas, SagaProperties properties) {
			return new SagasStatus(sagas, properties.limits());
		}

	}

}
