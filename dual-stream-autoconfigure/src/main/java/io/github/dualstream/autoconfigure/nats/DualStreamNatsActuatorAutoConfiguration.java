package io.github.dualstream.autoconfigure.nats;

import java.util.Locale;
import java.util.Map;

import io.github.dualstream.autoconfigure.health.ConditionalOnDualStreamHealth;
import io.github.dualstream.autoconfigure.health.HealthPart;
import io.github.dualstream.autoconfigure.health.ProbeHealthIndicator;
import io.github.dualstream.publisher.NotificationDispatcher;
import io.github.dualstream.transport.nats.NatsEventLog;
import io.github.dualstream.transport.nats.NatsNotificationBus;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the health of NATS: without the log the service is down, without
 * the bus it is degraded.
 */
@AutoConfiguration(after = DualStreamNatsAutoConfiguration.class,
		afterName = "io.github.dualstream.autoconfigure.notification.DualStreamNotificationAutoConfiguration")
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnClass(NatsNotificationBus.class)
public final class DualStreamNatsActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamHealth
	static class HealthConfiguration {

		@Bean
		@Order(0)
		@ConditionalOnBean(NatsEventLog.class)
		HealthPart dualStreamNatsLogHealth(NatsEventLog log) {
			return new HealthPart("jetstream", new ProbeHealthIndicator(log, Status.DOWN, Map::of));
		}

		@Bean
		@Order(1)
		@ConditionalOnBean({ NatsNotificationBus.class, NotificationDispatcher.class })
		HealthPart dualStreamNatsBusHealth(NatsNotificationBus nats, NotificationDispatcher dispatcher) {
			return new HealthPart("nats",
					new ProbeHealthIndicator(nats, ProbeHealthIndicator.DEGRADED,
							() -> Map.of("circuit", dispatcher.circuit().getState().name().toLowerCase(Locale.ROOT),
									"queued", dispatcher.queueSize())));
		}

	}

}
