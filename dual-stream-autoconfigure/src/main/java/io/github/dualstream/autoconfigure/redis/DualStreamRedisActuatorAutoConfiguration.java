package io.github.dualstream.autoconfigure.redis;

import java.util.Locale;
import java.util.Map;

import io.github.dualstream.autoconfigure.health.ConditionalOnDualStreamHealth;
import io.github.dualstream.autoconfigure.health.HealthPart;
import io.github.dualstream.autoconfigure.health.ProbeHealthIndicator;
import io.github.dualstream.publisher.NotificationDispatcher;
import io.github.dualstream.transport.redis.RedisNotificationBus;
import io.github.dualstream.transport.redis.streams.RedisStreamsLog;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the health of Redis: without the log the service is down, without
 * the bus it is degraded.
 */
@AutoConfiguration(after = { DualStreamRedisAutoConfiguration.class, DualStreamRedisStreamsAutoConfiguration.class },
		afterName = "io.github.dualstream.autoconfigure.notification.DualStreamNotificationAutoConfiguration")
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnClass(RedisNotificationBus.class)
public final class DualStreamRedisActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamHealth
	static class HealthConfiguration {

		@Bean
		@Order(0)
		@ConditionalOnBean(RedisStreamsLog.class)
		HealthPart dualStreamRedisStreamsHealth(RedisStreamsLog log) {
			return new HealthPart("redisStreams", new ProbeHealthIndicator(log, Status.DOWN, Map::of));
		}

		@Bean
		@Order(1)
		@ConditionalOnBean({ RedisNotificationBus.class, NotificationDispatcher.class })
		HealthPart dualStreamRedisHealth(RedisNotificationBus redis, NotificationDispatcher dispatcher) {
			return new HealthPart("redis",
					new ProbeHealthIndicator(redis, ProbeHealthIndicator.DEGRADED,
							() -> Map.of("circuit", dispatcher.circuit().getState().name().toLowerCase(Locale.ROOT),
									"queued", dispatcher.queueSize())));
		}

	}

}
