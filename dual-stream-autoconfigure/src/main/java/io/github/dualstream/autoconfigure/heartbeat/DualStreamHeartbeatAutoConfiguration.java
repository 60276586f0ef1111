package io.github.dualstream.autoconfigure.heartbeat;

import io.github.dualstream.transport.TopicRoute;
import io.github.dualstream.heartbeat.HeartbeatSettings;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of heartbeats: those of this service, and the watch over those of
 * others. Their properties are checked even if there are none.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.publisher.DualStreamPublisherAutoConfiguration",
		"io.github.dualstream.autoconfigure.history.DualStreamHistoryAutoConfiguration",
		"io.github.dualstream.autoconfigure.notification.DualStreamNotificationAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(HeartbeatProperties.class)
@Import(HeartbeatConfiguration.class)
public final class DualStreamHeartbeatAutoConfiguration {

	@Bean
	@Conditional(OnHeartbeatsCondition.class)
	TopicRoute dualStreamHeartbeatRoute(HeartbeatProperties properties) {
		return new TopicRoute(HeartbeatSettings.SOURCE_TYPE, properties.topic());
	}

}
