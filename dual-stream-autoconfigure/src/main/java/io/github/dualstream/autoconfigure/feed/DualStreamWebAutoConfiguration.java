package io.github.dualstream.autoconfigure.feed;

import java.time.Clock;
import java.util.Base64;

import io.github.dualstream.autoconfigure.DualStreamProperties;
import io.github.dualstream.autoconfigure.FeedProperties;
import io.github.dualstream.autoconfigure.WebProperties;
import io.github.dualstream.autoconfigure.schedule.ThreadsConfiguration;
import io.github.dualstream.feed.FeedSettings;
import io.github.dualstream.feed.FeedStatistics;
import io.github.dualstream.feed.Feeds;
import io.github.dualstream.feed.SourceHistory;
import io.github.dualstream.feed.web.ClientCursors;
import io.github.dualstream.feed.web.ConnectionLimits;
import io.github.dualstream.feed.web.EventQueryController;
import io.github.dualstream.feed.web.EventSocketController;
import io.github.dualstream.feed.web.EventStreamController;
import io.github.dualstream.feed.web.FeedAccess;
import io.github.dualstream.feed.web.FeedAuthorizer;
import io.github.dualstream.feed.web.FeedCorsFilter;
import io.github.dualstream.feed.web.FeedRuntimeHints;
import io.github.dualstream.feed.web.Origins;
import io.github.dualstream.feed.web.SearchBudget;
import io.github.dualstream.feed.web.SocketSettings;
import io.github.dualstream.feed.web.Sockets;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.TopicRouting;
import jakarta.websocket.server.ServerContainer;
import org.apache.catalina.valves.ValveBase;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.servlet.filter.OrderedFilter;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Auto-configuration of the web endpoints. Without a bus, as with
 * {@code dual-stream.redis.enabled=false}, streams find new events by polling the log.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.publisher.DualStreamPublisherAutoConfiguration",
		"io.github.dualstream.autoconfigure.history.DualStreamHistoryAutoConfiguration",
		"io.github.dualstream.autoconfigure.notification.DualStreamNotificationAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("dual-stream.web.enabled")
@ConditionalOnBean(SourceHistory.class)
@EnableConfigurationProperties(DualStreamProperties.class)
@Import(ThreadsConfiguration.class)
@ImportRuntimeHints(FeedRuntimeHints.class)
public final class DualStreamWebAutoConfiguration {

	/**
	 * Order after the filter for forwarded headers, and before Spring Security, which
	 * would require credentials for a preflight request.
	 */
	private static final int CORS_FILTER_ORDER = OrderedFilter.REQUEST_WRAPPER_FILTER_MAX_ORDER - 200;

	@Bean
	@ConditionalOnMissingBean
	FeedAuthorizer dualStreamFeedAuthorizer(DualStreamProperties properties) {
		if (!properties.web().allowAnonymous()) {
			throw new FeedAuthorizerMissingException();
		}
		return (request) -> true;
	}

	@Bean
	FeedAccess dualStreamFeedAccess(FeedAuthorizer authorizer, DualStreamProperties properties) {
		return new FeedAccess(authorizer, properties.web().recheckInterval(),
				new SearchBudget(properties.web().maxSearchedRecords(), System::nanoTime), Clock.systemUTC());
	}

	@Bean
	ClientCursors dualStreamClientCursors(DualStreamProperties properties) {
		WebProperties web = properties.web();
		Base64.Decoder base64 = Base64.getDecoder();
		return (web.cursorKey() != null) ? ClientCursors.encrypted(base64.decode(web.cursorKey()),
				web.previousCursorKeys().stream().map(base64::decode).toList()) : ClientCursors.plain();
	}

	@Bean
	Origins dualStreamOrigins(DualStreamProperties properties) {
		return new Origins(properties.web().allowedOrigins());
	}

	@Bean
	FilterRegistrationBean<FeedCorsFilter> dualStreamCorsFilter(Origins origins,
			ObjectProvider<RequestMappingHandlerMapping> mappings) {
		FilterRegistrationBean<FeedCorsFilter> registration = new FilterRegistrationBean<>(
				new FeedCorsFilter(origins, () -> mappings.orderedStream().toList()));
		registration.setOrder(CORS_FILTER_ORDER);
		return registration;
	}

	@Bean
	@ConditionalOnMissingBean
	EventQueryController dualStreamEventQueryController(SourceHistory history, FeedAccess access, ClientCursors cursors,
			Origins origins) {
		return new EventQueryController(history, access, cursors, origins);
	}

	/**
	 * Configuration of streams, which read new events of the log.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(LogReaders.class)
	static class StreamConfiguration {

		@Bean
		FeedExecutor dualStreamFeedExecutor(DualStreamProperties properties, Threads threads) {
			return new FeedExecutor(threads, properties.web().writerThreads());
		}

		@Bean
		@ConditionalOnMissingBean
		FeedStatistics dualStreamFeedStatistics() {
			return new FeedStatistics();
		}

		@Bean
		@ConditionalOnMissingBean
		Feeds dualStreamFeeds(LogReaders readers, TopicRouting routing, ObjectProvider<NotificationBus> bus,
				ObjectProvider<ChannelNaming> channels, DualStreamProperties properties, FeedStatistics statistics,
				Threads threads) {
			FeedProperties feed = properties.feed();
			FeedSettings settings = new FeedSettings(feed.bufferCapacity(), feed.bufferSize().toBytes(),
					feed.maxBufferedSizeOrDefault().toBytes(), feed.slowClientTimeout(), feed.reconcileInterval());
			return new Feeds(readers, routing, bus.getIfAvailable(), channels.getIfAvailable(), settings, statistics,
					threads);
		}

		@Bean
		ConnectionLimits dualStreamConnectionLimits(DualStreamProperties properties) {
			return new ConnectionLimits(properties.web().maxConnections(),
					properties.web().maxConnectionsPerPrincipal(), properties.web().maxConnectionsPerAddress());
		}

		@Bean
		Sockets dualStreamSockets() {
			return new Sockets();
		}

		@Bean
		FeedLifecycle dualStreamFeedLifecycle(Feeds feeds, FeedAccess access, Sockets sockets,
				DualStreamProperties properties, Threads threads) {
			return new FeedLifecycle(feeds, access, sockets, properties.web().heartbeat(), threads);
		}

		@Bean
		@ConditionalOnMissingBean
		EventStreamController dualStreamEventStreamController(Feeds feeds, FeedAccess access, ClientCursors cursors,
				Origins origins, ConnectionLimits limits, DualStreamProperties properties, FeedExecutor executor) {
			return new EventStreamController(feeds, access, cursors, origins, limits, properties.web().maxSources(),
					executor.executor());
		}

		/**
		 * Configuration of the connections of the embedded Tomcat.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass({ ConfigurableTomcatWebServerFactory.class, ValveBase.class })
		static class TomcatConfiguration {

			@Bean
			WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> dualStreamTomcatConnections(
					DualStreamProperties properties) {
				return (factory) -> factory.addEngineValves(new TomcatConnectionValve(properties.web().path()));
			}

		}

		/**
		 * Configuration of WebSockets.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(ServerContainer.class)
		static class SocketConfiguration {

			@Bean
			@ConditionalOnMissingBean
			EventSocketController dualStreamEventSocketController(Feeds feeds, FeedAccess access, ClientCursors cursors,
					Origins origins, ConnectionLimits limits, DualStreamProperties properties, Sockets sockets,
					FeedExecutor executor) {
				WebProperties web = properties.web();
				SocketSettings settings = new SocketSettings(web.maxSources(),
						Math.toIntExact(web.maxMessageSize().toBytes()) / Character.BYTES, web.maxMessagesPerSecond(),
						web.subscribeTimeout(), properties.feed().slowClientTimeout(), web.heartbeat(),
						web.compression());
				return new EventSocketController(feeds, access, cursors, origins, limits, settings, sockets,
						executor.executor());
			}

		}

	}

}
