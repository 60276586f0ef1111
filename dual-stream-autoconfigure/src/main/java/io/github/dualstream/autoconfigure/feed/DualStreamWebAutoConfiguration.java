package io.github.dualstream.autoconfigure.feed;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of the web endpoints and the live feeds behind them. Their
 * properties are checked even if the endpoints are not enabled.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.publisher.DualStreamPublisherAutoConfiguration",
		"io.github.dualstream.autoconfigure.history.DualStreamHistoryAutoConfiguration",
		"io.github.dualstream.autoconfigure.notification.DualStreamNotificationAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ WebProperties.class, FeedProperties.class })
@Import(WebConfiguration.class)
public final class DualStreamWebAutoConfiguration {

}
