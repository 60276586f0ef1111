package io.github.dualstream.autoconfigure.outbox;

import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.dualstream.Event;
import io.github.dualstream.ScheduledPublisher;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.jdbc.DataSourceSelection;
import io.github.dualstream.autoconfigure.jdbc.DualStreamDatabase;
import io.github.dualstream.autoconfigure.jdbc.RequiredTables;
import io.github.dualstream.autoconfigure.schedule.ThreadsConfiguration;
import io.github.dualstream.codec.EventAppender;
import io.github.dualstream.heartbeat.HeartbeatSettings;
import io.github.dualstream.outbox.CommitNotifier;
import io.github.dualstream.outbox.CompletionMode;
import io.github.dualstream.outbox.DueEvents;
import io.github.dualstream.outbox.Outbox;
import io.github.dualstream.outbox.OutboxBypass;
import io.github.dualstream.outbox.OutboxPublisher;
import io.github.dualstream.outbox.OutboxStore;
import io.github.dualstream.outbox.Relay;
import io.github.dualstream.outbox.RelayListener;
import io.github.dualstream.outbox.RelayRegistry;
import io.github.dualstream.outbox.RelaySettings;
import io.github.dualstream.outbox.ScheduledStore;
import io.github.dualstream.outbox.jdbc.JdbcOutboxStore;
import io.github.dualstream.outbox.jdbc.JdbcRelayRegistry;
import io.github.dualstream.outbox.jdbc.JdbcScheduledPublisher;
import io.github.dualstream.outbox.jdbc.OutboxDialect;
import io.github.dualstream.outbox.jdbc.PostgresListener;
import io.github.dualstream.outbox.jdbc.PostgresNotifier;
import io.github.dualstream.publisher.Announcer;
import io.github.dualstream.publisher.PublisherDecorator;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.EventLog;
import org.postgresql.PGConnection;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * Configuration of the transactional outbox.
 */
@Configuration(proxyBeanMethods = false)
@ImportRuntimeHints(OutboxRuntimeHints.class)
@ConditionalOnClass({ JdbcTemplate.class, DataSourceScriptDatabaseInitializer.class, JdbcOutboxStore.class })
@ConditionalOnBooleanProperty("dual-stream.outbox.enabled")
@Import(ThreadsConfiguration.class)
class OutboxConfiguration {

	private static final String SCRIPTS = "io/github/dualstream/outbox";

	private final OutboxProperties properties;

	OutboxConfiguration(OutboxProperties properties) {
		this.properties = properties;
	}

	/**
	 * Check that fails the startup of an outbox without a log; a condition would silently
	 * omit it.
	 */
	@Bean
	static BeanFactoryPostProcessor dualStreamOutboxLogCheck() {
		return (beans) -> {
			if (beans.getBeanNamesForType(EventLog.class, true, false).length == 0) {
				throw new InvalidPropertyException("dual-stream.outbox.enabled", true,
						"requires a log for the events of the outbox, and there is no EventLog bean",
						"Add the dependency org.springframework.boot:spring-boot-starter-kafka, define an EventLog bean"
								+ " of your own, or set it to false.");
			}
		};
	}

	@Bean(defaultCandidate = false)
	DualStreamDatabase dualStreamOutboxDatabase(DataSourceSelection selection) {
		return selection.databaseOf("dual-stream.outbox.enabled", true,
				"a relay would serve one of them, and events that are stored in the others would never be sent");
	}

	@Bean
	DataSourceScriptDatabaseInitializer dualStreamOutboxInitializer(
			@Qualifier("dualStreamOutboxDatabase") DualStreamDatabase database) {
		return database.initializer(SCRIPTS, this.properties.initializeSchema());
	}

	@Bean
	@ConditionalOnMissingBean(OutboxStore.class)
	@DependsOnDatabaseInitialization
	JdbcOutboxStore dualStreamOutboxStore(@Qualifier("dualStreamOutboxDatabase") DualStreamDatabase database) {
		RequiredTables tables = requiredTables(database).require("outbox", 1,
				"seq, slot, status, stored_at, id, aggregatetype, aggregateid, type, payload, event_time, data_version,"
						+ " correlation_id, causation_id, traceparent, tracestate, extensions, failure")
			.require("outbox", 2, "payload_bytes, content_type, data_schema, tenant")
			.require("outbox", 3, "stream_version")
			.require("event", 3,
					"aggregatetype, aggregateid, version, stored_at, id, type, payload, payload_bytes, content_type,"
							+ " data_schema, tenant, event_time, data_version, correlation_id, causation_id,"
							+ " traceparent, tracestate, extensions")
			.require("snapshot", 3, "aggregatetype, aggregateid, version, fingerprint, state")
			.require("outbox_scheduled", 5,
					"seq, due_at, slot, stored_at, id, aggregatetype, aggregateid, type, payload, payload_bytes,"
							+ " content_type, data_schema, tenant, event_time, data_version, correlation_id,"
							+ " causation_id, traceparent, tracestate, extensions");
		if (this.properties.completed() == CompletionMode.ARCHIVE) {
			tables
				.require("outbox_archive", 1,
						"seq, sent_at, position, stored_at, id, aggregatetype, aggregateid, type, payload")
				.require("outbox_archive", 2, "payload_bytes, content_type, data_schema, tenant");
		}
		return new JdbcOutboxStore(database.dataSource(), dialect(database), database.names(),
				this.properties.completed(), this.properties.archiveRetention());
	}

	@Bean
	@ConditionalOnMissingBean
	@DependsOnDatabaseInitialization
	RelayRegistry dualStreamRelayRegistry(@Qualifier("dualStreamOutboxDatabase") DualStreamDatabase database) {
		if (this.properties.relay().enabled()) {
			requiredTables(database).require("outbox_relay", 1, "epoch, name, expires_at")
				.require("outbox_lease", 1, "slot, epoch");
		}
		return new JdbcRelayRegistry(database.dataSource(), dialect(database), database.names());
	}

	private static OutboxDialect dialect(DualStreamDatabase database) {
		return OutboxDialect.of(database.platform());
	}

	private RequiredTables requiredTables(DualStreamDatabase database) {
		return database.requiredTables(SCRIPTS, "dual-stream.outbox.initialize-schema",
				this.properties.initializeSchema());
	}

	@Bean(defaultCandidate = false)
	CommitNotifier dualStreamOutboxNotifier(@Qualifier("dualStreamOutboxDatabase") DualStreamDatabase database,
			Threads threads) {
		return (dialect(database) == OutboxDialect.POSTGRESQL)
				? new PostgresNotifier(database.dataSource(), database.names(), threads) : CommitNotifier.NONE;
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "dual-stream.outbox.relay.enabled", matchIfMissing = true)
	Relay dualStreamOutboxRelay(OutboxStore store, RelayRegistry registry, EventAppender appender,
			ObjectProvider<Announcer> announcer, ObjectProvider<RelayListener> listeners,
			@Qualifier("dualStreamOutboxNotifier") CommitNotifier others, Threads threads) {
		OutboxProperties.Relay relay = this.properties.relay();
		RelaySettings settings = new RelaySettings(relay.batchSize(), relay.pollInterval(), relay.lease(),
				relay.maxAttempts(), relay.maxBackoff());
		return new Relay(store, registry, appender, announcer.getIfAvailable(() -> Announcer.NONE)::announce, settings,
				RelayListener.of(listeners.orderedStream().toList()), others, threads);
	}

	@Bean
	@ConditionalOnBean(JdbcOutboxStore.class)
	@ConditionalOnMissingBean(ScheduledPublisher.class)
	JdbcScheduledPublisher dualStreamScheduledPublisher(
			@Qualifier("dualStreamOutboxDatabase") DualStreamDatabase database, JdbcOutboxStore store,
			EventAppender appender, ObjectProvider<Relay> relay,
			@Qualifier("dualStreamOutboxNotifier") CommitNotifier others) {
		Relay own = relay.getIfAvailable();
		return new JdbcScheduledPublisher(database.dataSource(), dialect(database), database.names(), store, appender,
				(own != null) ? own : others);
	}

	@Bean
	@ConditionalOnBean(ScheduledStore.class)
	DueEvents dualStreamDueEvents(ScheduledStore store, ObjectProvider<Relay> relay,
			@Qualifier("dualStreamOutboxNotifier") CommitNotifier others, Threads threads) {
		Relay own = relay.getIfAvailable();
		return new DueEvents(store, (own != null) ? own : others, this.properties.relay().pollInterval(), threads);
	}

	@Bean
	@ConditionalOnMissingBean
	Outbox dualStreamOutbox(OutboxStore store, RelayRegistry registry, ObjectProvider<Relay> relay) {
		return new Outbox(store, registry, relay.getIfAvailable());
	}

	/**
	 * Post-processor that is created before any transaction manager. It has no
	 * dependencies, so that no bean is created early for it.
	 */
	@Bean
	static BeanPostProcessor dualStreamTransactionListenerPostProcessor() {
		return new TransactionListenerPostProcessor();
	}

	/**
	 * Innermost decorator, so that timers and traces are those of the publishing call.
	 */
	@Bean
	@Order(-1000)
	PublisherDecorator dualStreamOutboxPublisher(ObjectProvider<EventAppender> appender, OutboxStore store,
			ObjectProvider<OutboxBypass> bypasses, ObjectProvider<Relay> relay,
			@Qualifier("dualStreamOutboxNotifier") CommitNotifier others) {
		Relay own = relay.getIfAvailable();
		CommitNotifier notifier = (own != null) ? own : others;
		OutboxBypass bypass = OutboxBypass.anyOf(
				Stream
					.concat(Stream.<OutboxBypass>of(OutboxConfiguration::isHeartbeat,
							this.properties.bypass()::includes), bypasses.orderedStream())
					.toList());
		return (publisher) -> new OutboxPublisher(publisher, appender.getObject(), store,
				this.properties.outsideTransaction(), bypass, notifier);
	}

	/** Heartbeats show whether the log accepts events now. */
	private static boolean isHeartbeat(Event event) {
		return event.sourceType().equals(HeartbeatSettings.SOURCE_TYPE);
	}

	@Bean
	@ConditionalOnBooleanProperty("dual-stream.outbox.publish-results")
	OutboxResultPublisher dualStreamOutboxResultPublisher(ApplicationEventPublisher publisher, Threads threads) {
		return new OutboxResultPublisher(publisher, threads);
	}

	/**
	 * Configuration of the listener for commits of other instances.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(PGConnection.class)
	@ConditionalOnBooleanProperty(name = "dual-stream.outbox.relay.enabled", matchIfMissing = true)
	static class ListenerConfiguration {

		@Bean
		PostgresListener dualStreamOutboxListener(@Qualifier("dualStreamOutboxDatabase") DualStreamDatabase database,
				OutboxProperties properties, Relay relay, Threads threads) {
			boolean listens = dialect(database) == OutboxDialect.POSTGRESQL && properties.relay().listen();
			return new PostgresListener(() -> withoutPool(database.dataSource()), database.names(), relay::wakeUp,
					listens, threads);
		}

		/**
		 * Create a data source for the same database, with the current credentials of the
		 * pool, but unpooled.
		 */
		private static DataSource withoutPool(DataSource dataSource) {
			return DataSourceBuilder.derivedFrom(dataSource).type(SimpleDriverDataSource.class).build();
		}

	}

}
