package io.github.dualstream.autoconfigure.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.github.dualstream.autoconfigure.DualStreamProperties;
import io.github.dualstream.autoconfigure.consumer.ConsumersHealthIndicator;
import io.github.dualstream.autoconfigure.heartbeat.HeartbeatHealthIndicator;
import io.github.dualstream.autoconfigure.outbox.OutboxHealthIndicator;
import io.github.dualstream.autoconfigure.schedule.ThreadsHealthIndicator;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.lag.LagMonitor;
import io.github.dualstream.heartbeat.HeartbeatMonitor;
import io.github.dualstream.outbox.Outbox;
import io.github.dualstream.publisher.NotificationDispatcher;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.kafka.KafkaAdministration;
import io.github.dualstream.transport.redis.RedisNotificationBus;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the {@code dualStream} health component. Kafka is critical:
 * without it the service is down. Redis is not: without it the service is degraded.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.consumer.DualStreamConsumerAutoConfiguration",
		"io.github.dualstream.autoconfigure.heartbeat.DualStreamHeartbeatAutoConfiguration",
		"io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration",
		"io.github.dualstream.autoconfigure.outbox.DualStreamOutboxAutoConfiguration",
		"io.github.dualstream.autoconfigure.notification.DualStreamNotificationAutoConfiguration",
		"io.github.dualstream.autoconfigure.redis.DualStreamRedisAutoConfiguration" })
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnEnabledHealthIndicator("dualStream")
public final class DualStreamHealthAutoConfiguration {

	private static final Duration TIMEOUT = Duration.ofMillis(1500);

	@Bean
	@ConditionalOnMissingBean(name = { "dualStreamHealthIndicator", "dualStreamHealthContributor" })
	HealthContributor dualStreamHealthContributor(ObjectProvider<HealthPart> parts) {
		Map<String, HealthIndicator> indicators = new LinkedHashMap<>();
		parts.orderedStream().forEach((part) -> {
			if (indicators.putIfAbsent(part.name(), bounded(part)) != null) {
				throw new IllegalStateException("Two HealthPart beans have the name '" + part.name()
						+ "' below the health component 'dualStream'; rename one of them");
			}
		});
		return CompositeHealthContributor.fromMap(indicators);
	}

	/** The transports have bounds of their own. */
	private static HealthIndicator bounded(HealthPart part) {
		return (part.indicator() instanceof ProbeHealthIndicator) ? part.indicator()
				: new BoundedHealthIndicator(part.name(), part.indicator(), TIMEOUT);
	}

	@Bean
	@Order(2)
	@ConditionalOnBean(HeartbeatMonitor.class)
	HealthPart dualStreamHeartbeatHealth(HeartbeatMonitor monitor) {
		return new HealthPart("heartbeats", new HeartbeatHealthIndicator(monitor));
	}

	@Bean
	@Order(2)
	@ConditionalOnBean({ EventConsumers.class, LagMonitor.class })
	HealthPart dualStreamConsumersHealth(EventConsumers consumers, LagMonitor monitor) {
		return new HealthPart("consumers", new ConsumersHealthIndicator(consumers, monitor));
	}

	@Bean
	@Order(2)
	@ConditionalOnBean(Outbox.class)
	HealthPart dualStreamOutboxHealth(Outbox outbox, DualStreamProperties properties) {
		return new HealthPart("outbox", new OutboxHealthIndicator(outbox, properties.outbox().maxAge()));
	}

	@Bean
	@Order(3)
	@ConditionalOnBean(Threads.class)
	HealthPart dualStreamThreadsHealth(Threads threads) {
		return new HealthPart("threads", new ThreadsHealthIndicator(threads));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(KafkaAdministration.class)
	static class KafkaConfiguration {

		@Bean
		@Order(0)
		@ConditionalOnBean(KafkaAdministration.class)
		HealthPart dualStreamKafkaHealth(KafkaAdministration kafka) {
			return new HealthPart("kafka", new ProbeHealthIndicator(kafka, Status.DOWN, Map::of));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RedisNotificationBus.class)
	static class RedisConfiguration {

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
