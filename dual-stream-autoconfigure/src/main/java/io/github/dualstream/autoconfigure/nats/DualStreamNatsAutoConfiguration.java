package io.github.dualstream.autoconfigure.nats;

import io.github.dualstream.autoconfigure.notification.NotificationProperties;
import io.github.dualstream.autoconfigure.schedule.ThreadsConfiguration;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.nats.NatsConnections;
import io.github.dualstream.transport.nats.NatsNotificationBus;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of log and notifications on NATS, each if it was selected by name,
 * or if no other engine is on the class path. Its properties are checked even if it is
 * not used.
 */
@AutoConfiguration(
		afterName = { "io.github.dualstream.autoconfigure.routing.DualStreamRoutingAutoConfiguration",
				"org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration" },
		beforeName = { "io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration",
				"io.github.dualstream.autoconfigure.redis.DualStreamRedisAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ NatsProperties.class, NotificationProperties.class })
@Import(NatsLogConfiguration.class)
public final class DualStreamNatsAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(NatsConnections.class)
	@Import(ThreadsConfiguration.class)
	static class ConnectionConfiguration {

		@Bean
		@ConditionalOnMissingBean
		NatsConnectionDetails dualStreamNatsConnectionDetails(NatsProperties properties,
				ObjectProvider<SslBundles> bundles) {
			return new PropertiesNatsConnectionDetails(properties, bundles.getIfAvailable());
		}

		@Bean
		@ConditionalOnMissingBean
		NatsConnections dualStreamNatsConnections(NatsConnectionDetails details,
				ObjectProvider<NatsConnectionCustomizer> customizers, Threads threads) {
			return new NatsConnections(new NatsOptions(details, customizers.orderedStream().toList()), threads);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(NatsConnections.class)
	@Conditional(OnNatsBusCondition.class)
	static class BusConfiguration {

		@Bean
		@ConditionalOnMissingBean(NotificationBus.class)
		NatsNotificationBus dualStreamNotificationBus(NatsConnections connections, ChannelNaming naming,
				NotificationProperties properties, Threads threads) {
			return new NatsNotificationBus(connections, naming, properties.timeout(), threads);
		}

	}

}
