package io.github.dualstream.autoconfigure.outbox;

import java.util.List;

import javax.sql.DataSource;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.RequiredTables;
import io.github.dualstream.autoconfigure.schedule.ThreadsConfiguration;
import io.github.dualstream.codec.EventAppender;
import io.github.dualstream.outbox.CommitNotifier;
import io.github.dualstream.outbox.CompletionMode;
import io.github.dualstream.outbox.Outbox;
import io.github.dualstream.outbox.OutboxPublisher;
import io.github.dualstream.outbox.OutboxStore;
import io.github.dualstream.outbox.Relay;
import io.github.dualstream.outbox.RelayListener;
import io.github.dualstream.outbox.RelayRegistry;
import io.github.dualstream.outbox.RelaySettings;
import io.github.dualstream.outbox.jdbc.JdbcOutboxStore;
import io.github.dualstream.outbox.jdbc.JdbcRelayRegistry;
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
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Configuration of the transactional outbox, in the application's one DataSource, or its
 * primary one.
 */
@Configuration(proxyBeanMethods = false)
@ImportRuntimeHints(OutboxRuntimeHints.class)
@ConditionalOnClass({ JdbcTemplate.class, DataSourceScriptDatabaseInitializer.class, JdbcOutboxStore.class })
@ConditionalOnBooleanProperty("dual-stream.outbox.enabled")
@Import(ThreadsConfiguration.class)
class OutboxConfiguration {

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

	@Bean
	OutboxDatabase dualStreamOutboxDatabase(ObjectProvider<DataSource> dataSource,
			ConfigurableListableBeanFactory beans) {
		return OutboxDatabase.of(dataSource.getIfUnique(), beans);
	}

	@Bean
	DataSourceScriptDatabaseInitializer dualStreamOutboxInitializer(OutboxDatabase database) {
		DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
		settings.setMode(DatabaseInitializationMode.valueOf(this.properties.initializeSchema().name()));
		settings.setSchemaLocations(List.of("classpath:" + database.dialect().schema()));
		return new DataSourceScriptDatabaseInitializer(database.dataSource(), settings);
	}

	@Bean
	@ConditionalOnMissingBean
	@DependsOnDatabaseInitialization
	OutboxStore dualStreamOutboxStore(OutboxDatabase database) {
		RequiredTables tables = database.requiredTables(this.properties.initializeSchema());
		tables.require("dual_stream_outbox",
				"seq, slot, status, stored_at, id, aggregatetype, aggregateid, type, payload, event_time, data_version,"
						+ " correlation_id, causation_id, traceparent, tracestate, extensions, failure");
		if (this.properties.completed() == CompletionMode.ARCHIVE) {
			tables.require("dual_stream_outbox_archive",
					"seq, sent_at, position, stored_at, id, aggregatetype, aggregateid, type, payload");
		}
		return new JdbcOutboxStore(database.dataSource(), database.dialect(), this.properties.completed(),
				this.properties.archiveRetention());
	}

	@Bean
	@ConditionalOnMissingBean
	@DependsOnDatabaseInitialization
	RelayRegistry dualStreamRelayRegistry(OutboxDatabase database) {
		if (this.properties.relay().enabled()) {
			database.requiredTables(this.properties.initializeSchema())
				.require("dual_stream_outbox_relay", "epoch, name, expires_at");
			database.requiredTables(this.properties.initializeSchema())
				.require("dual_stream_outbox_lease", "slot, epoch");
		}
		return new JdbcRelayRegistry(database.dataSource(), database.dialect());
	}

	@Bean(defaultCandidate = false)
	CommitNotifier dualStreamOutboxNotifier(OutboxDatabase database, Threads threads) {
		return (database.dialect() == OutboxDialect.POSTGRESQL) ? new PostgresNotifier(database.dataSource(), threads)
				: CommitNotifier.NONE;
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
			ObjectProvider<Relay> relay, @Qualifier("dualStreamOutboxNotifier") CommitNotifier others) {
		Relay own = relay.getIfAvailable();
		CommitNotifier notifier = (own != null) ? own : others;
		return (publisher) -> new HeartbeatsPastOutbox(new OutboxPublisher(publisher, appender.getObject(), store,
				this.properties.outsideTransaction(), notifier), publisher);
	}

	/**
	 * Configuration of the listener for commits of other instances.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(PGConnection.class)
	@ConditionalOnBooleanProperty(name = "dual-stream.outbox.relay.enabled", matchIfMissing = true)
	static class ListenerConfiguration {

		@Bean
		PostgresListener dualStreamOutboxListener(OutboxDatabase database, OutboxProperties properties, Relay relay,
				Threads threads) {
			boolean listens = database.dialect() == OutboxDialect.POSTGRESQL && properties.relay().listen();
			return new PostgresListener(database::withoutPool, relay::wakeUp, listens, threads);
		}

	}

}
