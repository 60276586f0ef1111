package io.github.dualstream.autoconfigure.notification;

import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamMeters;
import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamStatus;
import io.github.dualstream.publisher.NotificationDispatcher;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the meters and the status of notifications, on any transport.
 */
@AutoConfiguration(after = DualStreamNotificationAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnBean(NotificationDispatcher.class)
public final class DualStreamNotificationActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamMeters
	static class MetersConfiguration {

		@Bean
		@ConditionalOnMissingBean
		DispatchMetrics dualStreamDispatchMetrics(MeterRegistry registry) {
			return new DispatchMetrics(registry);
		}

		@Bean
		@ConditionalOnMissingBean
		DispatcherMeters dualStreamDispatcherMeters(NotificationDispatcher dispatcher) {
			return new DispatcherMeters(dispatcher);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamStatus
	static class StatusConfiguration {

		@Bean
		@Order(1)
		DispatcherStatus dualStreamDispatcherStatus(NotificationDispatcher dispatcher) {
			return new DispatcherStatus(dispatcher);
		}

		@Bean
		@Order(2)
		BreakerStatus dualStreamBreakerStatus(NotificationDispatcher dispatcher) {
			return new BreakerStatus(dispatcher.circuit());
		}

	}

}
