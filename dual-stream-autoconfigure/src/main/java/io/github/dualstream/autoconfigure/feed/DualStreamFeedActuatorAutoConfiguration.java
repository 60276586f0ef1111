package io.github.dualstream.autoconfigure.feed;

import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamMeters;
import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamStatus;
import io.github.dualstream.feed.FeedStatistics;
import io.github.dualstream.feed.Feeds;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the meters and the status of live feeds.
 */
@AutoConfiguration(after = DualStreamWebAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnBean({ Feeds.class, FeedStatistics.class })
public final class DualStreamFeedActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamMeters
	static class MetersConfiguration {

		@Bean
		@ConditionalOnMissingBean
		FeedMeters dualStreamFeedMeters(Feeds feeds, FeedStatistics statistics) {
			return new FeedMeters(feeds, statistics);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamStatus
	static class StatusConfiguration {

		@Bean
		@Order(7)
		FeedsStatus dualStreamFeedsStatus(Feeds feeds, FeedStatistics statistics) {
			return new FeedsStatus(feeds, statistics);
		}

	}

}
