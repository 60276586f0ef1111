package io.github.dualstream.autoconfigure.notification;

import io.github.dualstream.autoconfigure.DualStreamProperties;
import io.github.dualstream.autoconfigure.schedule.ThreadsConfiguration;
import io.github.dualstream.publisher.DispatchListener;
import io.github.dualstream.publisher.DispatcherSettings;
import io.github.dualstream.publisher.NotificationDispatcher;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.NotificationBus;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of the dispatcher, which sends notifications to the
 * {@link NotificationBus} of any transport.
 */
@AutoConfiguration(afterName = "io.github.dualstream.autoconfigure.redis.DualStreamRedisAutoConfiguration")
@ConditionalOnBooleanProperty(name = { "dual-stream.enabled", "dual-stream.redis.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(DualStreamProperties.class)
@Import(ThreadsConfiguration.class)
public final class DualStreamNotificationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(NotificationBus.class)
	NotificationDispatcher dualStreamNotificationDispatcher(DualStreamProperties properties, NotificationBus bus,
			ObjectProvider<DispatchListener> listeners, Threads threads) {
		DualStreamProperties.Redis redis = properties.redis();
		DispatcherSettings settings = new DispatcherSettings(redis.queueCapacity(), redis.overflow(), redis.maxBatch(),
				redis.maxAge(), redis.retryInterval(), redis.drainTimeout());
		return new NotificationDispatcher(bus, settings, DispatchListener.of(listeners.orderedStream().toList()),
				threads);
	}

}
