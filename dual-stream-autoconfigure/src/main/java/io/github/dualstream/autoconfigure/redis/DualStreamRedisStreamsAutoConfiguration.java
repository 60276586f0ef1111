package io.github.dualstream.autoconfigure.redis;

import java.time.Duration;
import java.util.regex.Pattern;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.publisher.PublisherProperties;
import io.github.dualstream.autoconfigure.routing.ManagedLog;
import io.github.dualstream.autoconfigure.schedule.ThreadsConfiguration;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.redis.StreamConnections;
import io.github.dualstream.transport.redis.streams.RedisConsumerGroups;
import io.github.dualstream.transport.redis.streams.RedisStreamsLog;
import io.github.dualstream.transport.redis.streams.RedisStreamsOptions;
import io.github.dualstream.transport.redis.streams.RedisStreamsReaders;
import io.github.dualstream.transport.redis.streams.RedisTopicAdministration;
import io.github.dualstream.transport.redis.streams.StreamRetention;
import io.lettuce.core.RedisClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;

/**
 * Auto-configuration of the log on Redis Streams, only if it was selected by name: Redis
 * is less durable than the other logs, and on most class paths for the notifications
 * alone.
 */
@AutoConfiguration(after = DataRedisAutoConfiguration.class,
		beforeName = "io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration")
@ConditionalOnClass({ RedisTemplate.class, RedisClient.class, RedisStreamsLog.class })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnProperty(name = "dual-stream.transport.log", havingValue = "redis-streams")
@EnableConfigurationProperties({ RedisStreamsProperties.class, PublisherProperties.class })
@Import(ThreadsConfiguration.class)
public final class DualStreamRedisStreamsAutoConfiguration {

	private static final Pattern LOCAL = Pattern.compile("localhost|127\\.[0-9.]+|::1");

	/** Timeout of a request to Redis other than an append. */
	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	@Bean
	@ConditionalOnMissingBean(EventLog.class)
	RedisStreamsLog dualStreamEventLog(ObjectProvider<LettuceConnectionFactory> connectionFactory,
			RedisStreamsProperties properties, PublisherProperties publisher) {
		LettuceConnectionFactory application = connectionFactory.getIfUnique();
		if (application == null) {
			throw new UnsupportedRedisClientException();
		}
		if (properties.waitReplicas() > 0 && application.isClusterAware()) {
			throw new InvalidPropertyException("dual-stream.redis-streams.wait-replicas", properties.waitReplicas(),
					"is not supported by a Redis Cluster",
					"Set 'min-replicas-to-write' of Redis instead, and 'dual-stream.redis-streams.wait-replicas' to '0'.");
		}
		return new RedisStreamsLog(StreamConnections.of(application, TIMEOUT),
				new RedisStreamsOptions(publisher.maxBlock(), publisher.deliveryTimeout(), publisher.maxEventBytes(),
						Math.toIntExact(Math.min(Integer.MAX_VALUE, properties.bufferSize().toBytes())), TIMEOUT,
						properties.partitions(), properties.waitReplicas(), properties.waitTimeout(),
						properties.lease()));
	}

	@Bean
	@ConditionalOnBean(RedisStreamsLog.class)
	@ConditionalOnMissingBean(LogReaders.class)
	RedisStreamsReaders dualStreamLogReaders(RedisStreamsLog log) {
		return new RedisStreamsReaders(log);
	}

	@Bean
	@ConditionalOnBean(RedisStreamsLog.class)
	@ConditionalOnMissingBean(ConsumerGroups.class)
	RedisConsumerGroups dualStreamConsumerGroups(RedisStreamsLog log, Threads threads) {
		return new RedisConsumerGroups(log, threads);
	}

	@Bean
	@ConditionalOnBean(RedisStreamsLog.class)
	@ConditionalOnMissingBean(TopicAdministration.class)
	RedisTopicAdministration dualStreamTopicAdministration(RedisStreamsLog log) {
		return new RedisTopicAdministration(log);
	}

	/** Topics are created by default on a Redis of this machine. */
	@Bean
	@ConditionalOnBean(RedisStreamsLog.class)
	ManagedLog dualStreamManagedLog(LettuceConnectionFactory connectionFactory) {
		return new ManagedLog(!connectionFactory.isClusterAware() && !connectionFactory.isRedisSentinelAware()
				&& LOCAL.matcher(connectionFactory.getHostName()).matches());
	}

	@Bean
	@ConditionalOnBean(RedisStreamsLog.class)
	StreamRetention dualStreamStreamRetention(RedisStreamsLog log, RedisStreamsProperties properties, Threads threads) {
		return new StreamRetention(log, properties.retention(), properties.maxLength(), properties.retentionInterval(),
				threads);
	}

}
