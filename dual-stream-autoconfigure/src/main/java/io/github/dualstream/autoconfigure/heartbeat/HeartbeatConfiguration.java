package io.github.dualstream.autoconfigure.heartbeat;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.schedule.ThreadsConfiguration;
import io.github.dualstream.feed.SourceHistory;
import io.github.dualstream.heartbeat.HeartbeatListener;
import io.github.dualstream.heartbeat.HeartbeatMonitor;
import io.github.dualstream.heartbeat.HeartbeatSender;
import io.github.dualstream.heartbeat.HeartbeatSettings;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.topic.RequiredTopic;
import io.github.dualstream.topic.TopicMode;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.TopicRouting;
import io.github.dualstream.transport.TopicSettings;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Configuration of heartbeats: those of this service, and the monitor for those of
 * others.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnHeartbeatsCondition.class)
@ConditionalOnBean({ EventLog.class, TopicRouting.class })
@Import(ThreadsConfiguration.class)
class HeartbeatConfiguration {

	private static final Duration RETENTION = Duration.ofHours(1);

	private final HeartbeatProperties properties;

	HeartbeatConfiguration(HeartbeatProperties properties) {
		this.properties = properties;
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(DualStreamPublisher.class)
	@ConditionalOnBooleanProperty("dual-stream.heartbeat.send")
	HeartbeatSender dualStreamHeartbeatSender(@EventPublisher DualStreamPublisher publisher,
			@Value("${spring.application.name:}") String service, ObjectProvider<HeartbeatListener> listeners,
			ObjectProvider<NotificationBus> bus, ObjectProvider<ChannelNaming> channels, Threads threads) {
		if (service.isEmpty()) {
			throw new InvalidPropertyException("dual-stream.heartbeat.send", true,
					"requires the name by which others know this service", "Set spring.application.name.");
		}
		HeartbeatSender sender = new HeartbeatSender(publisher, service, this.properties.interval(),
				HeartbeatListener.of(listeners.orderedStream().toList()), threads);
		bus.ifAvailable((available) -> channels.ifAvailable((naming) -> sender.listenOn(available, naming)));
		return sender;
	}

	@Bean
	@ConditionalOnMissingBean
	@Conditional(OnWatchedServicesCondition.class)
	HeartbeatMonitor dualStreamHeartbeatMonitor(SourceHistory history, ApplicationEventPublisher events,
			Threads threads) {
		HeartbeatSettings settings = new HeartbeatSettings(this.properties.interval(), this.properties.warningAfter(),
				this.properties.errorAfter(), this.properties.criticalAfter());
		return new HeartbeatMonitor((source) -> history.page(source, null, 1).events().stream().findFirst(),
				this.properties.watch(), settings, events, threads, Clock.systemUTC());
	}

	@Bean
	RequiredTopic dualStreamHeartbeatTopic(TopicRouting routing) {
		return new RequiredTopic(routing.topicOf(HeartbeatSettings.SOURCE_TYPE),
				new TopicSettings(1, null, null, RETENTION, null, null, null, Map.of()), TopicMode.EPHEMERAL);
	}

}
