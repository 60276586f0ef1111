package io.github.dualstream.autoconfigure.consumer;

import javax.sql.DataSource;

import io.github.dualstream.autoconfigure.OneDatabase;
import io.github.dualstream.autoconfigure.RequiredTables;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.HandlerDecorator;
import io.github.dualstream.consumer.idempotency.IdempotentHandlers;
import io.github.dualstream.consumer.jdbc.JdbcProcessedEvents;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.ProcessedEvents;
import io.github.dualstream.transport.redis.RedisProcessedEvents;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

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

		private static final String SCRIPT = "io/github/dualstream/consumer/jdbc/schema-@@platform@@.sql";

		private static final PlatformPlaceholderDatabaseDriverResolver SCHEMAS = new PlatformPlaceholderDatabaseDriverResolver()
			.withDriverPlatform(DatabaseDriver.POSTGRESQL, "standard")
			.withDriverPlatform(DatabaseDriver.H2, "standard")
			.withDriverPlatform(DatabaseDriver.MARIADB, "mysql");

		@Bean
		@ConditionalOnMissingBean(ProcessedEvents.class)
		@DependsOnDatabaseInitialization
		JdbcProcessedEvents dualStreamProcessedEvents(JdbcTemplate jdbc, DataSource dataSource,
				PlatformTransactionManager transactions, ConsumerProperties properties,
				ConfigurableListableBeanFactory beans) {
			OneDatabase.require(STORE, "jdbc", dataSource, beans,
					"an event that was handled in one of them would be handled again in the others");
			new RequiredTables(dataSource, "dual-stream.consumer.idempotency.initialize-schema",
					properties.idempotency().initializeSchema(), SCHEMAS.resolveAll(dataSource, SCRIPT).get(0))
				.require("dual_stream_processed_event", "consumer_group, event_id, processed_at");
			return new JdbcProcessedEvents(jdbc, transactions, properties.idempotency().retention());
		}

		@Bean
		@ConditionalOnMissingBean(name = "dualStreamProcessedEventsInitializer")
		DataSourceScriptDatabaseInitializer dualStreamProcessedEventsInitializer(DataSource dataSource,
				ConsumerProperties properties) {
			DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
			settings.setSchemaLocations(SCHEMAS.resolveAll(dataSource, "classpath:" + SCRIPT));
			settings.setMode(DatabaseInitializationMode.valueOf(properties.idempotency().initializeSchema().name()));
			return new DataSourceScriptDatabaseInitializer(dataSource, settings);
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
