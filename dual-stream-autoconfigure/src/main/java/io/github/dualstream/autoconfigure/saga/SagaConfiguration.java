package io.github.dualstream.autoconfigure.saga;

import java.util.List;

import io.github.dualstream.ScheduledPublisher;
import io.github.dualstream.autoconfigure.SchemaInitialization;
import io.github.dualstream.autoconfigure.jdbc.DataSourceSelection;
import io.github.dualstream.autoconfigure.jdbc.DualStreamDatabase;
import io.github.dualstream.consumer.DataReader;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.outbox.jdbc.JdbcOutboxStore;
import io.github.dualstream.outbox.jdbc.OutboxDialect;
import io.github.dualstream.saga.Saga;
import io.github.dualstream.saga.SagaListener;
import io.github.dualstream.saga.SagaStore;
import io.github.dualstream.saga.SagaType;
import io.github.dualstream.saga.Sagas;
import io.github.dualstream.saga.jdbc.JdbcSagaStore;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.TopicRouting;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Configuration of sagas, in the database of the outbox.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ JdbcTemplate.class, JdbcSagaStore.class })
@ConditionalOnBean(annotation = Saga.class, value = JdbcOutboxStore.class)
class SagaConfiguration {

	private static final String SCRIPTS = "io/github/dualstream/outbox";

	private static final String OUTBOX = "dual-stream.outbox.enabled";

	private static final String INITIALIZE_SCHEMA = "dual-stream.outbox.initialize-schema";

	@Bean
	@ConditionalOnMissingBean(SagaStore.class)
	@DependsOnDatabaseInitialization
	JdbcSagaStore dualStreamSagaStore(@Qualifier("dualStreamOutboxDatabase") DualStreamDatabase database,
			Environment environment) {
		SchemaInitialization mode = Binder.get(environment)
			.bind(INITIALIZE_SCHEMA, SchemaInitialization.class)
			.orElse(SchemaInitialization.EMBEDDED);
		database.requiredTables(SCRIPTS, INITIALIZE_SCHEMA, mode)
			.require("saga", 5,
					"saga, id, version, status, state, compensations, deadlines, next_deadline, started_at, updated_at")
			.require("saga_step", 5, "saga, id, step, kind, name, event_id, detail, done_at")
			.require("saga_failure", 5, "saga, id, event_id, event, failure, attempts, failing_since");
		return new JdbcSagaStore(database.dataSource(), OutboxDialect.of(database.platform()), database.names());
	}

	@Bean
	@ConditionalOnMissingBean
	Sagas dualStreamSagas(ConfigurableListableBeanFactory beans, SagaStore store, ScheduledPublisher scheduler,
			@Qualifier("dualStreamOutboxDatabase") DualStreamDatabase database, DataSourceSelection selection,
			@Qualifier("dualStreamJsonMapper") JsonMapper mapper, DataReader reader,
			ObjectProvider<SagaListener> listeners) {
		List<SagaType> types = beans.getBeansWithAnnotation(Saga.class)
			.values()
			.stream()
			.map((bean) -> SagaType.of(bean, mapper, reader::as))
			.toList();
		List<SagaListener> all = listeners.orderedStream().toList();
		return new Sagas(types, store, scheduler, selection.transactionManagerOf(OUTBOX, true, database),
				(saga, outcome) -> all.forEach((listener) -> listener.handled(saga, outcome)));
	}

	@Bean
	StuckSagas dualStreamStuckSagas(Sagas sagas, SagaProperties properties, Threads threads) {
		return new StuckSagas(sagas, properties.limits(), properties.checkInterval(), threads);
	}

	@Bean
	SagaRetention dualStreamSagaRetention(SagaStore store, SagaProperties properties, Threads threads) {
		return new SagaRetention(store, properties.retention(), threads);
	}

	@Bean
	@ConditionalOnBean(EventConsumers.class)
	SagaConsumers dualStreamSagaConsumers(Sagas sagas, EventConsumers consumers, TopicRouting routing) {
		return new SagaConsumers(sagas, consumers, routing);
	}

}
