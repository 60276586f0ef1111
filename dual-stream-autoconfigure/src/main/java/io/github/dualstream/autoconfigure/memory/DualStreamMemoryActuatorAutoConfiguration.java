package io.github.dualstream.autoconfigure.memory;

import java.util.Locale;
import java.util.Map;

import io.github.dualstream.autoconfigure.health.ConditionalOnDualStreamHealth;
import io.github.dualstream.autoconfigure.health.HealthPart;
import io.github.dualstream.autoconfigure.health.ProbeHealthIndicator;
import io.github.dualstream.publisher.NotificationDispatcher;
import io.github.dualstream.transport.memory.InMemoryBus;
import io.github.dualstream.transport.memory.InMemoryLog;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the health of log and bus in memory, which are down only if a
 * test made them so.
 */
@AutoConfiguration(after = DualStreamMemoryAutoConfiguration.class,
		afterName = "io.github.dualstream.autoconfigure.notification.DualStreamNotificationAutoConfiguration")
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnClass(InMemoryLog.class)
public final class DualStreamMemoryActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamHealth
	static class HealthConfiguration {

		@Bean
		@Order(0)
		@ConditionalOnBean(InMemoryLog.class)
		HealthPart dualStreamMemoryLogHealth(InMemoryLog log) {
			return new HealthPart("memoryLog", new ProbeHealthIndicator(log, Status.DOWN, Map::of));
		}

		@Bean
		@Order(1)
		@ConditionalOnBean({ InMemoryBus.class, NotificationDispatcher.class })
		HealthPart dualStreamMemoryBusHealth(InMemoryBus bus, NotificationDispatcher dispatcher) {
			return new HealthPart("memoryBus",
					new ProbeHealthIndicator(bus, ProbeHealthIndicator.DEGRADED,
							() -> Map.of("circuit", dispatcher.circuit().getState().name().toLowerCase(Locale.ROOT),
									"queued", dispatcher.queueSize())));
		}

	}

}
