package io.github.dualstream.autoconfigure.consumer;

import io.github.dualstream.autoconfigure.jdbc.DataSourceSelection;
import io.github.dualstream.autoconfigure.jdbc.DualStreamDatabase;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.HandlerDecorator;
import io.github.dualstream.consumer.idempotency.IdempotentHandlers;
import io.github.dualstream.consumer.jdbc.JdbcProcessedEvents;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.ProcessedEvents;
import io.github.dualstream.transport.redis.RedisProcessedEvents;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Configuration of the store of processed events.
 */
@Configuration(proxyBeanMethods = false)
@ImportRuntimeHints(IdempotencyRuntimeHints.class)
@ConditionalOnBean(EventConsumers.class)
class IdempotencyConfiguration {

	private static final String STORE = "dual-stream.consumer.idempotency.store";

	// within the observation, and as close to the handler as can be
	@Bean
	@Order(-100)
	@ConditionalOnBean(ProcessedEvents.class)
	HandlerDecorator dualStreamIdempotentHandlers(ProcessedEvents processed) {
		return new IdempotentHandlers(processed);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = STORE, havingValue = "jdbc")
	@ConditionalOnClass({ JdbcTemplate.class, JdbcProcessedEvents.class })
	static class JdbcConfiguration {

		private static final String SCRIPTS = "io/github/dualstream/consumer/jdbc";

		private final IdempotencyProperties properties;

		JdbcConfiguration(ConsumerProperties properties) {
			this.properties = properties.idempotency();
		}

		@Bean(defaultCandidate = false)
		DualStreamDatabase dualStreamProcessedEventsDatabase(DataSourceSelection selection) {
			return selection.databaseOf(STORE, "jdbc",
					"an event that was handled in one of them would be handled again in the others");
		}

		@Bean
		@ConditionalOnMissingBean(ProcessedEvents.class)
		@DependsOnDatabaseInitialization
		JdbcProcessedEvents dualStreamProcessedEvents(
				@Qualifier("dualStreamProcessedEventsDatabase") DualStreamDatabase database,
				DataSourceSelection selection, ObjectProvider<JdbcTemplate> templates) {
			database
				.requiredTables(SCRIPTS, "dual-stream.consumer.idempotency.initialize-schema",
						this.properties.initializeSchema())
				.require("processed_event", 1, "consumer_group, event_id, processed_at");
			// the application's own has its settings, such as a timeout
			JdbcTemplate jdbc = templates.stream()
				.filter((template) -> template.getDataSource() == database.dataSource())
				.findFirst()
				.orElseGet(() -> new JdbcTemplate(database.dataSource()));
			return new JdbcProcessedEvents(jdbc, selection.transactionManagerOf(STORE, "jdbc", database),
					database.names(), this.properties.retention());
		}

		@Bean
		@ConditionalOnMissingBean(name = "dualStreamProcessedEventsInitializer")
		DataSourceScriptDatabaseInitializer dualStreamProcessedEventsInitializer(
				@Qualifier("dualStreamProcessedEventsDatabase") DualStreamDatabase database) {
			return database.initializer(SCRIPTS, this.properties.initializeSchema());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = STORE, havingValue = "redis")
	@ConditionalOnClass({ StringRedisTemplate.class, RedisProcessedEvents.class })
	static class RedisConfiguration {

		@Bean
		@ConditionalOnMissingBean(ProcessedEvents.class)
		RedisProcessedEvents dualStreamProcessedEvents(StringRedisTemplate redis, ConsumerProperties properties,
				ChannelNaming channels) {
			return new RedisProcessedEvents(redis, channels.prefix(), properties.idempotency().retention());
		}

	}

}
