package io.github.dualstream.autoconfigure.heartbeat;

import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamMeters;
import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamStatus;
import io.github.dualstream.autoconfigure.health.ConditionalOnDualStreamHealth;
import io.github.dualstream.autoconfigure.health.HealthPart;
import io.github.dualstream.heartbeat.HeartbeatMonitor;
import io.github.dualstream.heartbeat.HeartbeatSender;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the meters, the health and the status of heartbeats.
 */
@AutoConfiguration(after = DualStreamHeartbeatAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
public final class DualStreamHeartbeatActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamMeters
	static class MetersConfiguration {

		@Bean
		@ConditionalOnMissingBean
		@ConditionalOnBean(HeartbeatSender.class)
		HeartbeatMetrics dualStreamHeartbeatMetrics(MeterRegistry registry) {
			return new HeartbeatMetrics(registry);
		}

		@Bean
		@ConditionalOnMissingBean
		@ConditionalOnBean(HeartbeatMonitor.class)
		HeartbeatMeters dualStreamHeartbeatMeters(HeartbeatMonitor monitor) {
			return new HeartbeatMeters(monitor);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamHealth
	static class HealthConfiguration {

		@Bean
		@Order(2)
		@ConditionalOnBean(HeartbeatMonitor.class)
		HealthPart dualStreamHeartbeatHealth(HeartbeatMonitor monitor) {
			return new HealthPart("heartbeats", new HeartbeatHealthIndicator(monitor));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamStatus
	static class StatusConfiguration {

		@Bean
		@Order(4)
		@ConditionalOnBean(HeartbeatMonitor.class)
		HeartbeatStatus dualStreamHeartbeatStatus(HeartbeatMonitor monitor) {
			return new HeartbeatStatus(monitor);
		}

	}

}
