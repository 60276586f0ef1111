package io.github.dualstream.autoconfigure.web;

import io.github.dualstream.autoconfigure.DualStreamProperties;
import io.github.dualstream.feed.Feeds;
import io.github.dualstream.feed.SourceHistory;
import io.github.dualstream.feed.web.EventQueryController;
import io.github.dualstream.feed.web.EventStreamController;
import io.github.dualstream.feed.web.FeedAuthorizer;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.TopicRouting;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Auto-configuration of the web endpoints. Without a bus, as with
 * {@code dual-stream.redis.enabled=false}, only the query is mapped.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.DualStreamAutoConfiguration",
		"io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration",
		"io.github.dualstream.autoconfigure.redis.DualStreamRedisAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(SseEmitter.class)
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("dual-stream.web.enabled")
@ConditionalOnBean(EventLog.class)
@EnableConfigurationProperties(DualStreamProperties.class)
public final class DualStreamWebAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	FeedAuthorizer dualStreamFeedAuthorizer(DualStreamProperties properties) {
		if (!properties.web().allowAnonymous()) {
			throw new FeedAuthorizerMissingException();
		}
		return (principal, source) -> true;
	}

	@Bean
	@ConditionalOnMissingBean
	SourceHistory dualStreamSourceHistory(EventLog log, TopicRouting routing) {
		return new SourceHistory(log, routing);
	}

	@Bean
	@ConditionalOnMissingBean
	EventQueryController dualStreamEventQueryController(SourceHistory history, FeedAuthorizer authorizer) {
		return new EventQueryController(history, authorizer);
	}

	/**
	 * What needs the bus.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(NotificationBus.class)
	static class StreamConfiguration {

		@Bean
		FeedExecutor dualStreamFeedExecutor(Environment environment, DualStreamProperties properties) {
			return new FeedExecutor(environment, properties.web().writerThreads());
		}

		@Bean
		@ConditionalOnMissingBean
		Feeds dualStreamFeeds(SourceHistory history, NotificationBus bus, ChannelNaming channels, FeedExecutor executor,
				DualStreamProperties properties) {
			return new Feeds(history, bus, channels, executor.executor(), properties.web().bufferCapacity());
		}

		@Bean
		FeedLifecycle dualStreamFeedLifecycle(Feeds feeds, DualStreamProperties properties) {
			return new FeedLifecycle(feeds, properties.web().heartbeat());
		}

		@Bean
		@ConditionalOnMissingBean
		EventStreamController dualStreamEventStreamController(Feeds feeds, FeedAuthorizer authorizer) {
			return new EventStreamController(feeds, authorizer);
		}

	}

}
