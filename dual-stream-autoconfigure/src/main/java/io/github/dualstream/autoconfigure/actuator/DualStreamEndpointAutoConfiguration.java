package io.github.dualstream.autoconfigure.actuator;

import io.github.dualstream.autoconfigure.consumer.ConsumersStatus;
import io.github.dualstream.autoconfigure.feed.FeedsStatus;
import io.github.dualstream.autoconfigure.heartbeat.HeartbeatStatus;
import io.github.dualstream.autoconfigure.notification.BreakerStatus;
import io.github.dualstream.autoconfigure.notification.DispatcherStatus;
import io.github.dualstream.autoconfigure.outbox.OutboxStatus;
import io.github.dualstream.autoconfigure.publisher.PublisherStatus;
import io.github.dualstream.autoconfigure.topic.TopicsStatus;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.lag.LagMonitor;
import io.github.dualstream.feed.FeedStatistics;
import io.github.dualstream.feed.Feeds;
import io.github.dualstream.heartbeat.HeartbeatMonitor;
import io.github.dualstream.outbox.Outbox;
import io.github.dualstream.publisher.BacklogMonitor;
import io.github.dualstream.publisher.LogPublisher;
import io.github.dualstream.publisher.NotificationDispatcher;
import io.github.dualstream.topic.Topics;
import io.github.dualstream.transport.TopicRouting;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of {@code /actuator/dualstream}.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.DualStreamAutoConfiguration",
		"io.github.dualstream.autoconfigure.consumer.DualStreamConsumerAutoConfiguration",
		"io.github.dualstream.autoconfigure.heartbeat.DualStreamHeartbeatAutoConfiguration",
		"io.github.dualstream.autoconfigure.topic.DualStreamTopicAutoConfiguration",
		"io.github.dualstream.autoconfigure.outbox.DualStreamOutboxAutoConfiguration",
		"io.github.dualstream.autoconfigure.notification.DualStreamNotificationAutoConfiguration",
		"io.github.dualstream.autoconfigure.feed.DualStreamWebAutoConfiguration" })
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(DualStreamEndpoint.class)
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
public final class DualStreamEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	DualStreamEndpoint dualStreamEndpoint(ObjectProvider<StatusContributor> contributors) {
		return new DualStreamEndpoint(contributors.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(DualStreamEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	DualStreamWebExtension dualStreamWebExtension(DualStreamEndpoint endpoint) {
		return new DualStreamWebExtension(endpoint);
	}

	@Bean
	@Order(0)
	@ConditionalOnBean({ BacklogMonitor.class, TopicRouting.class })
	PublisherStatus dualStreamPublisherStatus(@Qualifier("dualStreamLogPublisher") LogPublisher publisher,
			TopicRouting routing, BacklogMonitor backlog) {
		return new PublisherStatus(publisher, routing, backlog);
	}

	@Bean
	@Order(1)
	@ConditionalOnBean(NotificationDispatcher.class)
	DispatcherStatus dualStreamDispatcherStatus(NotificationDispatcher dispatcher) {
		return new DispatcherStatus(dispatcher);
	}

	@Bean
	@Order(2)
	@ConditionalOnBean(NotificationDispatcher.class)
	BreakerStatus dualStreamBreakerStatus(NotificationDispatcher dispatcher) {
		return new BreakerStatus(dispatcher.circuit());
	}

	@Bean
	@Order(3)
	@ConditionalOnBean(Topics.class)
	TopicsStatus dualStreamTopicsStatus(Topics topics) {
		return new TopicsStatus(topics);
	}

	@Bean
	@Order(4)
	@ConditionalOnBean(HeartbeatMonitor.class)
	HeartbeatStatus dualStreamHeartbeatStatus(HeartbeatMonitor monitor) {
		return new HeartbeatStatus(monitor);
	}

	@Bean
	@Order(5)
	@ConditionalOnBean({ EventConsumers.class, LagMonitor.class })
	ConsumersStatus dualStreamConsumersStatus(EventConsumers consumers, LagMonitor monitor) {
		return new ConsumersStatus(consumers, monitor);
	}

	@Bean
	@Order(6)
	@ConditionalOnBean(Outbox.class)
	OutboxStatus dualStreamOutboxStatus(Outbox outbox) {
		return new OutboxStatus(outbox);
	}

	@Bean
	@Order(7)
	@ConditionalOnBean({ Feeds.class, FeedStatistics.class })
	FeedsStatus dualStreamFeedsStatus(Feeds feeds, FeedStatistics statistics) {
		return new FeedsStatus(feeds, statistics);
	}

}
