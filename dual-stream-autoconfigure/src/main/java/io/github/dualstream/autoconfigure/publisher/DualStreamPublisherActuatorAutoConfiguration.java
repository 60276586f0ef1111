package io.github.dualstream.autoconfigure.publisher;

import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamMeters;
import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamStatus;
import io.github.dualstream.publisher.BacklogMonitor;
import io.github.dualstream.publisher.LogPublisher;
import io.github.dualstream.transport.TopicRouting;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the meters and the status of the publisher.
 */
@AutoConfiguration(after = DualStreamPublisherAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnBean(BacklogMonitor.class)
public final class DualStreamPublisherActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamMeters
	static class MetersConfiguration {

		@Bean
		@ConditionalOnMissingBean
		BacklogMeters dualStreamBacklogMeters(BacklogMonitor monitor) {
			return new BacklogMeters(monitor);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamStatus
	static class StatusConfiguration {

		@Bean
		@Order(0)
		@ConditionalOnBean(TopicRouting.class)
		PublisherStatus dualStreamPublisherStatus(@Qualifier("dualStreamLogPublisher") LogPublisher publisher,
				TopicRouting routing, BacklogMonitor backlog) {
			return new PublisherStatus(publisher, routing, backlog);
		}

	}

}
