package io.github.dualstream.autoconfigure.routing;

import java.util.HashMap;
import java.util.Map;

import io.github.dualstream.autoconfigure.DualStreamProperties;
import io.github.dualstream.heartbeat.HeartbeatSettings;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.TopicRouting;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the topic and the channel of each event. Both are independent of
 * the transport, so that an application may define its own transport.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DualStreamProperties.class)
public final class DualStreamRoutingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	TopicRouting dualStreamTopicRouting(DualStreamProperties properties) {
		Map<String, String> topics = new HashMap<>(properties.kafka().topics());
		if (properties.heartbeat().isUsed()) {
			topics.putIfAbsent(HeartbeatSettings.SOURCE_TYPE, properties.heartbeat().topic());
		}
		return new TopicRouting(properties.kafka().topic(), topics);
	}

	@Bean
	@ConditionalOnMissingBean
	ChannelNaming dualStreamChannelNaming(DualStreamProperties properties) {
		DualStreamProperties.Redis redis = properties.redis();
		return new ChannelNaming(redis.channelPrefix(), redis.channel(), redis.buckets());
	}

}
