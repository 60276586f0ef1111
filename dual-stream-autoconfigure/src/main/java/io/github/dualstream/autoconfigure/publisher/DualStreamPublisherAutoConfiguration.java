package io.github.dualstream.autoconfigure.publisher;

import java.util.Objects;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.autoconfigure.schedule.ThreadsConfiguration;
import io.github.dualstream.codec.DataSerializers;
import io.github.dualstream.codec.EventAppender;
import io.github.dualstream.codec.EventCheck;
import io.github.dualstream.codec.EventEncoder;
import io.github.dualstream.codec.EventWriter;
import io.github.dualstream.publisher.Announcer;
import io.github.dualstream.publisher.BacklogMonitor;
import io.github.dualstream.publisher.BacklogThresholds;
import io.github.dualstream.publisher.CausalPublisher;
import io.github.dualstream.publisher.LogPublisher;
import io.github.dualstream.publisher.PublisherDecorator;
import io.github.dualstream.publisher.RateLimitedPublisher;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.AppendBuffer;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.TopicRouting;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the publisher.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration",
		"io.github.dualstream.autoconfigure.notification.DualStreamNotificationAutoConfiguration",
		"io.github.dualstream.autoconfigure.routing.DualStreamRoutingAutoConfiguration",
		"io.github.dualstream.autoconfigure.json.DualStreamJsonAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PublisherProperties.class)
@Import(ThreadsConfiguration.class)
public final class DualStreamPublisherAutoConfiguration {

	@Bean
	@ConditionalOnBean(EventLog.class)
	EventEncoder dualStreamEventEncoder(PublisherProperties properties,
			@Qualifier("dualStreamJsonMapper") JsonMapper mapper, DataSerializers serializers) {
		return new EventEncoder(mapper, serializers, properties.maxEventBytes());
	}

	@Bean
	@ConditionalOnBean(EventLog.class)
	EventAppender dualStreamEventAppender(PublisherProperties properties, EventEncoder encoder, TopicRouting routing,
			ObjectProvider<EventCheck> checks, EventWriter writer, EventLog log) {
		return new EventAppender(encoder, checks.orderedStream().reduce(EventCheck.NONE, EventCheck::andThen), routing,
				writer, log, properties.maxEventBytes());
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnBean(EventAppender.class)
	LogPublisher dualStreamLogPublisher(EventAppender appender, ObjectProvider<Announcer> announcer) {
		return new LogPublisher(appender, announcer.getIfAvailable(() -> Announcer.NONE));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(name = "dualStreamLogPublisher")
	BacklogMonitor dualStreamBacklogMonitor(PublisherProperties properties,
			@Qualifier("dualStreamLogPublisher") LogPublisher publisher, ObjectProvider<AppendBuffer> buffer,
			ApplicationEventPublisher events, Threads threads) {
		BacklogProperties backlog = properties.backlog();
		BacklogThresholds thresholds = new BacklogThresholds(backlog.elevated(), backlog.high(), backlog.critical(),
				properties.maxBlock());
		return new BacklogMonitor(publisher.backlog(), buffer.getIfAvailable(() -> AppendBuffer.UNKNOWN), thresholds,
				backlog.interval(), events, threads);
	}

	/** Within the timer, so that what is refused here is counted too. */
	@Bean
	@Order(-10)
	@ConditionalOnProperty("dual-stream.publisher.rate-limit.permits-per-second")
	PublisherDecorator dualStreamRateLimitedPublisher(PublisherProperties properties) {
		RateLimitProperties limit = properties.rateLimit();
		double permits = Objects.requireNonNull(limit.permitsPerSecond());
		return (publisher) -> new RateLimitedPublisher(publisher, permits, limit.burstOrDefault(permits),
				properties.maxBlock());
	}

	/** Outside of the observation, which sees the completed event. */
	@Bean
	@Order(10)
	PublisherDecorator dualStreamCausalPublisher() {
		return CausalPublisher::new;
	}

	@Bean
	@EventPublisher
	@ConditionalOnMissingBean(annotation = EventPublisher.class)
	@ConditionalOnBean(name = "dualStreamLogPublisher")
	DualStreamPublisher dualStreamPublisher(@Qualifier("dualStreamLogPublisher") LogPublisher logPublisher,
			ObjectProvider<PublisherDecorator> decorators) {
		DualStreamPublisher publisher = logPublisher;
		for (PublisherDecorator decorator : decorators.orderedStream().toList()) {
			publisher = decorator.decorate(publisher);
		}
		return publisher;
	}

}
