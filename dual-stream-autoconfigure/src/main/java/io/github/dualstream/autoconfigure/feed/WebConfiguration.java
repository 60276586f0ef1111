package io.github.dualstream.autoconfigure.feed;

import java.time.Clock;
import java.util.Base64;

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
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
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
 * Configuration of the web endpoints. Without a bus, as with
 * {@code dual-stream.transport.bus=none}, streams find new events by polling the log.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnBooleanProperty("dual-stream.web.enabled")
@ConditionalOnBean(SourceHistory.class)
@Import(ThreadsConfiguration.class)
@ImportRuntimeHints(FeedRuntimeHints.class)
class WebConfiguration {

	/**
	 * Order after the filter for forwarded headers, and before Spring Security, which
	 * would require credentials for a preflight request.
	 */
	private static final int CORS_FILTER_ORDER = OrderedFilter.REQUEST_WRAPPER_FILTER_MAX_ORDER - 200;

	@Bean
	@ConditionalOnMissingBean
	FeedAuthorizer dualStreamFeedAuthorizer(WebProperties properties) {
		if (!properties.allowAnonymous()) {
			throw new FeedAuthorizerMissingException();
		}
		return (request) -> true;
	}

	@Bean
	FeedAccess dualStreamFeedAccess(FeedAuthorizer authorizer, WebProperties properties) {
		return new FeedAccess(authorizer, properties.recheckInterval(),
				new SearchBudget(properties.maxSearchedRecords(), System::nanoTime), Clock.systemUTC());
	}

	@Bean
	ClientCursors dualStreamClientCursors(WebProperties web) {
		Base64.Decoder base64 = Base64.getDecoder();
		return (web.cursorKey() != null) ? ClientCursors.encrypted(base64.decode(web.cursorKey()),
				web.previousCursorKeys().stream().map(base64::decode).toList()) : ClientCursors.plain();
	}

	@Bean
	Origins dualStreamOrigins(WebProperties properties) {
		return new Origins(properties.allowedOrigins());
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
		FeedExecutor dualStreamFeedExecutor(WebProperties properties, Threads threads) {
			return new FeedExecutor(threads, properties.writerThreads());
		}

		@Bean
		@ConditionalOnMissingBean
		FeedStatistics dualStreamFeedStatistics() {
			return new FeedStatistics();
		}

		@Bean
		@ConditionalOnMissingBean
		Feeds dualStreamFeeds(LogReaders readers, TopicRouting routing, ObjectProvider<NotificationBus> bus,
				ObjectProvider<ChannelNaming> channels, FeedProperties feed, FeedStatistics statistics,
				Threads threads) {
			FeedSettings settings = new FeedSettings(feed.bufferCapacity(), feed.bufferSize().toBytes(),
					feed.maxBufferedSizeOrDefault().toBytes(), feed.slowClientTimeout(), feed.reconcileInterval());
			return new Feeds(readers, routing, bus.getIfAvailable(), channels.getIfAvailable(), settings, statistics,
					threads);
		}

		@Bean
		ConnectionLimits dualStreamConnectionLimits(WebProperties properties) {
			return new ConnectionLimits(properties.maxConnections(), properties.maxConnectionsPerPrincipal(),
					properties.maxConnectionsPerAddress());
		}

		@Bean
		Sockets dualStreamSockets() {
			return new Sockets();
		}

		@Bean
		FeedLifecycle dualStreamFeedLifecycle(Feeds feeds, FeedAccess access, Sockets sockets, WebProperties properties,
				Threads threads) {
			return new FeedLifecycle(feeds, access, sockets, properties.heartbeat(), threads);
		}

		@Bean
		@ConditionalOnMissingBean
		EventStreamController dualStreamEventStreamController(Feeds feeds, FeedAccess access, ClientCursors cursors,
				Origins origins, ConnectionLimits limits, WebProperties properties, FeedExecutor executor) {
			return new EventStreamController(feeds, access, cursors, origins, limits, properties.maxSources(),
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
					WebProperties properties) {
				return (factory) -> factory.addEngineValves(new TomcatConnectionValve(properties.path()));
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
					Origins origins, ConnectionLimits limits, WebProperties web, FeedProperties feed, Sockets sockets,
					FeedExecutor executor) {
				SocketSettings settings = new SocketSettings(web.maxSources(),
						Math.toIntExact(web.maxMessageSize().toBytes()) / Character.BYTES, web.maxMessagesPerSecond(),
						web.subscribeTimeout(), feed.slowClientTimeout(), web.heartbeat(), web.compression());
				return new EventSocketController(feeds, access, cursors, origins, limits, settings, sockets,
						executor.executor());
			}

		}

	}

}
