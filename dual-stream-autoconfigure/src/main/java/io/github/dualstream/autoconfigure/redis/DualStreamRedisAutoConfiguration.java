package io.github.dualstream.autoconfigure.redis;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.notification.NotificationProperties;
import io.github.dualstream.autoconfigure.schedule.ThreadsConfiguration;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.redis.RedisBusOptions;
import io.github.dualstream.transport.redis.RedisConnections;
import io.github.dualstream.transport.redis.RedisNotificationBus;
import io.lettuce.core.RedisClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;

/**
 * Auto-configuration of notifications through Redis.
 */
@AutoConfiguration(after = DataRedisAutoConfiguration.class,
		afterName = "io.github.dualstream.autoconfigure.routing.DualStreamRoutingAutoConfiguration")
@ConditionalOnClass({ RedisTemplate.class, RedisClient.class, RedisNotificationBus.class })
@ConditionalOnBooleanProperty(name = { "dual-stream.enabled", "dual-stream.redis.enabled" }, matchIfMissing = true)
@ConditionalOnProperty(name = "dual-stream.transport.bus", havingValue = "redis", matchIfMissing = true)
@EnableConfigurationProperties(NotificationProperties.class)
@Import(ThreadsConfiguration.class)
public final class DualStreamRedisAutoConfiguration {

	private final NotificationProperties properties;

	DualStreamRedisAutoConfiguration(NotificationProperties properties) {
		this.properties = properties;
	}

	@Bean
	@ConditionalOnMissingBean(NotificationBus.class)
	RedisNotificationBus dualStreamNotificationBus(ObjectProvider<LettuceConnectionFactory> connectionFactory,
			ChannelNaming naming, ObjectProvider<NotificationConnectionCustomizer> customizers, Threads threads) {
		LettuceConnectionFactory application = connectionFactory.getIfUnique();
		if (application == null) {
			throw new UnsupportedRedisClientException();
		}
		requireClusterIfSharded(application);
		RedisBusOptions options = RedisBusOptions.of(this.properties.timeout(), this.properties.maxBatch(),
				this.properties.sharded());
		RedisConnections connections = RedisConnections.of(application, options,
				(builder) -> customizers.orderedStream().forEach((customizer) -> customizer.customize(builder)));
		return new RedisNotificationBus(connections, naming, threads);
	}

	/**
	 * Connects after the startup, since connecting needs a tenth of its CPU time.
	 */
	@Bean
	@ConditionalOnBean(RedisNotificationBus.class)
	GenericApplicationListener dualStreamRedisConnector(RedisNotificationBus bus) {
		return GenericApplicationListener.forEventType(ApplicationReadyEvent.class, (ready) -> bus.connect());
	}

	private void requireClusterIfSharded(LettuceConnectionFactory application) {
		if (this.properties.sharded() && !application.isClusterAware()) {
			throw new InvalidPropertyException("dual-stream.redis.sharded", true,
					"requires a Redis Cluster, and the application does not connect to one",
					"Set 'spring.data.redis.cluster.nodes', or 'dual-stream.redis.sharded' to 'false'.");
		}
	}

}
