package io.github.dualstream.autoconfigure.memory;

import java.time.Clock;
import java.util.List;

import io.github.dualstream.autoconfigure.routing.ManagedLog;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.memory.InMemoryBus;
import io.github.dualstream.transport.memory.InMemoryConsumerGroups;
import io.github.dualstream.transport.memory.InMemoryLog;
import io.github.dualstream.transport.memory.InMemoryLogReaders;
import io.github.dualstream.transport.memory.InMemoryTopicAdministration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of log and bus in memory, each only if it was selected by name. A
 * transport on the class path backs off then.
 */
@AutoConfiguration(afterName = "io.github.dualstream.autoconfigure.routing.DualStreamRoutingAutoConfiguration",
		beforeName = { "io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration",
				"io.github.dualstream.autoconfigure.redis.DualStreamRedisAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MemoryProperties.class)
public final class DualStreamMemoryAutoConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(DualStreamMemoryAutoConfiguration.class);

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(InMemoryLog.class)
	@ConditionalOnProperty(name = "dual-stream.transport.log", havingValue = "memory")
	static class LogConfiguration {

		@Bean
		@ConditionalOnMissingBean(EventLog.class)
		InMemoryLog dualStreamEventLog(MemoryProperties properties) {
			logger.warn("The log is in memory (dual-stream.transport.log=memory): no event survives this process");
			return new InMemoryLog(Clock.systemUTC(), properties.partitions(), properties.capacity());
		}

		@Bean
		@ConditionalOnMissingBean(LogReaders.class)
		InMemoryLogReaders dualStreamLogReaders(InMemoryLog log) {
			return new InMemoryLogReaders(log);
		}

		@Bean
		@ConditionalOnMissingBean(ConsumerGroups.class)
		InMemoryConsumerGroups dualStreamConsumerGroups(InMemoryLog log) {
			return new InMemoryConsumerGroups(log);
		}

		@Bean
		@ConditionalOnMissingBean(TopicAdministration.class)
		InMemoryTopicAdministration dualStreamTopicAdministration(InMemoryLog log) {
			return new InMemoryTopicAdministration(log);
		}

		@Bean
		@ConditionalOnBean(InMemoryLog.class)
		ManagedLog dualStreamManagedLog() {
			return new ManagedLog(true, true, List.of());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(InMemoryLog.class)
	@ConditionalOnProperty(name = "dual-stream.transport.bus", havingValue = "memory")
	static class BusConfiguration {

		@Bean
		@ConditionalOnMissingBean(NotificationBus.class)
		InMemoryBus dualStreamNotificationBus(ChannelNaming naming) {
			return new InMemoryBus(naming);
		}

	}

}
