package io.github.dualstream.autoconfigure.metrics;

import io.github.dualstream.autoconfigure.consumer.ConsumerGauges;
import io.github.dualstream.autoconfigure.consumer.ConsumerMetrics;
import io.github.dualstream.autoconfigure.feed.FeedMeters;
import io.github.dualstream.autoconfigure.heartbeat.HeartbeatMeters;
import io.github.dualstream.autoconfigure.heartbeat.HeartbeatMetrics;
import io.github.dualstream.autoconfigure.kafka.DurableProducerCustomizer;
import io.github.dualstream.autoconfigure.notification.DispatchMetrics;
import io.github.dualstream.autoconfigure.notification.DispatcherMeters;
import io.github.dualstream.autoconfigure.outbox.OutboxMeters;
import io.github.dualstream.autoconfigure.outbox.OutboxMetrics;
import io.github.dualstream.autoconfigure.publisher.BacklogMeters;
import io.github.dualstream.autoconfigure.schedule.ThreadMetrics;
import io.github.dualstream.autoconfigure.topic.TopicMeters;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.feed.FeedStatistics;
import io.github.dualstream.feed.Feeds;
import io.github.dualstream.heartbeat.HeartbeatMonitor;
import io.github.dualstream.heartbeat.HeartbeatSender;
import io.github.dualstream.outbox.Outbox;
import io.github.dualstream.publisher.BacklogMonitor;
import io.github.dualstream.publisher.NotificationDispatcher;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.topic.TopicInitializer;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.MicrometerProducerListener;

/**
 * Auto-configuration of meters: those of the notifications, of consumers, of the live
 * feeds, of the outbox, and of the durable stream's Kafka producer.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.DualStreamAutoConfiguration",
		"io.github.dualstream.autoconfigure.consumer.DualStreamConsumerAutoConfiguration",
		"io.github.dualstream.autoconfigure.heartbeat.DualStreamHeartbeatAutoConfiguration",
		"io.github.dualstream.autoconfigure.outbox.DualStreamOutboxAutoConfiguration",
		"io.github.dualstream.autoconfigure.topic.DualStreamTopicAutoConfiguration",
		"io.github.dualstream.autoconfigure.notification.DualStreamNotificationAutoConfiguration",
		"io.github.dualstream.autoconfigure.feed.DualStreamWebAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
public final class DualStreamMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(NotificationDispatcher.class)
	DispatchMetrics dualStreamDispatchMetrics(MeterRegistry registry) {
		return new DispatchMetrics(registry);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(NotificationDispatcher.class)
	DispatcherMeters dualStreamDispatcherMeters(NotificationDispatcher dispatcher) {
		return new DispatcherMeters(dispatcher);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(EventConsumers.class)
	ConsumerMetrics dualStreamConsumerMetrics(MeterRegistry registry) {
		return new ConsumerMetrics(registry);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty("dual-stream.outbox.enabled")
	OutboxMetrics dualStreamOutboxMetrics(MeterRegistry registry) {
		return new OutboxMetrics(registry);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(EventConsumers.class)
	ConsumerGauges dualStreamConsumerGauges(EventConsumers consumers, MeterRegistry registry) {
		return new ConsumerGauges(consumers, registry);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(Outbox.class)
	OutboxMeters dualStreamOutboxMeters(Outbox outbox) {
		return new OutboxMeters(outbox);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(BacklogMonitor.class)
	BacklogMeters dualStreamBacklogMeters(BacklogMonitor monitor) {
		return new BacklogMeters(monitor);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(HeartbeatSender.class)
	HeartbeatMetrics dualStreamHeartbeatMetrics(MeterRegistry registry) {
		return new HeartbeatMetrics(registry);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(HeartbeatMonitor.class)
	HeartbeatMeters dualStreamHeartbeatMeters(HeartbeatMonitor monitor) {
		return new HeartbeatMeters(monitor);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean({ Feeds.class, FeedStatistics.class })
	FeedMeters dualStreamFeedMeters(Feeds feeds, FeedStatistics statistics) {
		return new FeedMeters(feeds, statistics);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(TopicInitializer.class)
	TopicMeters dualStreamTopicMeters(TopicInitializer initializer) {
		return new TopicMeters(initializer);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(Threads.class)
	ThreadMetrics dualStreamThreadMetrics(Threads threads, MeterRegistry registry) {
		return new ThreadMetrics(threads, registry);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MicrometerProducerListener.class)
	static class KafkaProducerConfiguration {

		@Bean
		DurableProducerCustomizer dualStreamProducerMetrics(MeterRegistry registry) {
			return new ProducerMetrics(registry);
		}

	}

}
