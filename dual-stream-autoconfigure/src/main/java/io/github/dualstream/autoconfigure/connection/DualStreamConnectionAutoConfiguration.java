package io.github.dualstream.autoconfigure.connection;

import java.time.Clock;

import io.github.dualstream.autoconfigure.schedule.ThreadsConfiguration;
import io.github.dualstream.connection.Connection;
import io.github.dualstream.connection.ConnectionMonitor;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.ConnectionProbe;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.NotificationBus;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of the monitors of the connections to log and bus. Their properties
 * are checked even if there are none.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration",
		"io.github.dualstream.autoconfigure.memory.DualStreamMemoryAutoConfiguration",
		"io.github.dualstream.autoconfigure.nats.DualStreamNatsAutoConfiguration",
		"io.github.dualstream.autoconfigure.redis.DualStreamRedisAutoConfiguration",
		"io.github.dualstream.autoconfigure.redis.DualStreamRedisStreamsAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ConnectionMonitorProperties.class)
public final class DualStreamConnectionAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty("dual-stream.connection-monitor.enabled")
	@Import(ThreadsConfiguration.class)
	static class MonitorConfiguration {

		/**
		 * Monitor of the log, whose probe is the log or a client beside it, but not the
		 * bus.
		 */
		@Bean
		@ConditionalOnBean(EventLog.class)
		ConnectionMonitor dualStreamLogMonitor(ObjectProvider<ConnectionProbe> probes,
				ConnectionMonitorProperties properties, ApplicationEventPublisher events, Threads threads) {
			ConnectionProbe probe = probes.orderedStream()
				.filter((each) -> !(each instanceof NotificationBus))
				.findFirst()
				.orElseThrow(() -> new IllegalStateException(
						"The log has no ConnectionProbe, by which 'dual-stream.connection-monitor.enabled' could monitor"
								+ " it; implement it in the EventLog bean, or set the property to 'false'"));
			return new ConnectionMonitor(Connection.LOG, probe, properties.interval(), events, threads,
					Clock.systemUTC());
		}

		@Bean
		@ConditionalOnBean(NotificationBus.class)
		ConnectionMonitor dualStreamBusMonitor(NotificationBus bus, ConnectionMonitorProperties properties,
				ApplicationEventPublisher events, Threads threads) {
			if (!(bus instanceof ConnectionProbe probe)) {
				throw new IllegalStateException(
						"The bus is no ConnectionProbe, by which 'dual-stream.connection-monitor.enabled' could monitor it;"
								+ " implement it in the NotificationBus bean, or set the property to 'false'");
			}
			return new ConnectionMonitor(Connection.BUS, probe, properties.interval(), events, threads,
					Clock.systemUTC());
		}

	}

}
