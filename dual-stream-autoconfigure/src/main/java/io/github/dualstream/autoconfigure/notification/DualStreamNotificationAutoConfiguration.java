package io.github.dualstream.autoconfigure.notification;

import io.github.dualstream.transport.ChannelNaming;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of notifications, on any transport, and of the channels that they go
 * to. Their properties are checked even if there are none.
 */
@AutoConfiguration(afterName = "io.github.dualstream.autoconfigure.redis.DualStreamRedisAutoConfiguration")
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(NotificationProperties.class)
@Import(DispatcherConfiguration.class)
public final class DualStreamNotificationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ChannelNaming dualStreamChannelNaming(NotificationProperties properties) {
		return new ChannelNaming(properties.channelPrefix(), properties.channel(), properties.buckets());
	}

}
