package io.github.dualstream.autoconfigure.nats;

import java.time.Duration;
import java.util.regex.Pattern;

import io.github.dualstream.autoconfigure.publisher.PublisherProperties;
import io.github.dualstream.autoconfigure.routing.ManagedLog;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.nats.NatsConnections;
import io.github.dualstream.transport.nats.NatsConsumerGroups;
import io.github.dualstream.transport.nats.NatsEventLog;
import io.github.dualstream.transport.nats.NatsLogOptions;
import io.github.dualstream.transport.nats.NatsLogReaders;
import io.github.dualstream.transport.nats.NatsTopicAdministration;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Configuration of the durable stream on NATS JetStream.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(NatsConnections.class)
@Conditional(OnNatsLogCondition.class)
@ConditionalOnMissingBean(EventLog.class)
@EnableConfigurationProperties(PublisherProperties.class)
class NatsLogConfiguration {

	/** Timeout of a request to NATS other than a publish. */
	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final Pattern LOCAL = Pattern
		.compile("(\\w+://)?([^@/]*@)?(localhost|127\\.[0-9.]+|\\[::1])(:\\d+)?");

	@Bean
	NatsEventLog dualStreamEventLog(NatsConnections connections, NatsProperties properties,
			PublisherProperties publisher) {
		return new NatsEventLog(connections, new NatsLogOptions(publisher.maxBlock(), publisher.deliveryTimeout(),
				publisher.maxEventBytes(), TIMEOUT, properties.replicas()));
	}

	@Bean
	@ConditionalOnMissingBean(LogReaders.class)
	NatsLogReaders dualStreamLogReaders(NatsEventLog log) {
		return new NatsLogReaders(log);
	}

	@Bean
	@ConditionalOnMissingBean(ConsumerGroups.class)
	NatsConsumerGroups dualStreamConsumerGroups(NatsEventLog log, Threads threads) {
		return new NatsConsumerGroups(log, threads);
	}

	@Bean
	@ConditionalOnMissingBean(TopicAdministration.class)
	NatsTopicAdministration dualStreamTopicAdministration(NatsEventLog log) {
		return new NatsTopicAdministration(log);
	}

	@Bean
	ManagedLog dualStreamManagedLog(NatsConnectionDetails connection) {
		return new ManagedLog(isForDevelopment(connection));
	}

	/**
	 * Whether NATS is on this machine, or one that Spring Boot provides from
	 * Testcontainers or Docker Compose: only those connection details have an origin.
	 */
	static boolean isForDevelopment(NatsConnectionDetails connection) {
		return connection instanceof OriginProvider
				|| connection.getServers().stream().allMatch(LOCAL.asMatchPredicate());
	}

}
