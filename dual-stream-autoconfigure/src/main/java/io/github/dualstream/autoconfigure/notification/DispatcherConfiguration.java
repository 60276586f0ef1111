package io.github.dualstream.autoconfigure.notification;

import io.github.dualstream.autoconfigure.schedule.ThreadsConfiguration;
import io.github.dualstream.publisher.DispatchListener;
import io.github.dualstream.publisher.DispatcherSettings;
import io.github.dualstream.publisher.NotificationDispatcher;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.NotificationBus;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Configuration of the dispatcher, which sends notifications to the
 * {@link NotificationBus} of any transport.
 */
@Configuration(proxyBeanMethods = false)
@Import(ThreadsConfiguration.class)
class DispatcherConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(NotificationBus.class)
	NotificationDispatcher dualStreamNotificationDispatcher(NotificationProperties properties, NotificationBus bus,
			ObjectProvider<DispatchListener> listeners, Threads threads) {
		DispatcherSettings settings = new DispatcherSettings(properties.queueCapacity(), properties.overflow(),
				properties.maxBatch(), properties.maxAge(), properties.retryInterval(), properties.drainTimeout());
		return new NotificationDispatcher(bus, settings, DispatchListener.of(listeners.orderedStream().toList()),
				threads);
	}

}
