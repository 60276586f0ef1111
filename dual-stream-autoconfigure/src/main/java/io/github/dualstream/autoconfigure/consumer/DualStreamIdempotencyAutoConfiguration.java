package io.github.dualstream.autoconfigure.consumer;

import io.github.dualstream.autoconfigure.MissingLibraryCheck;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the store of processed events.
 */
@AutoConfiguration(after = DualStreamConsumerAutoConfiguration.class,
		afterName = { "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
				"org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
				"org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ConsumerProperties.class)
@Import(IdempotencyConfiguration.class)
public final class DualStreamIdempotencyAutoConfiguration {

	private static final String STORE = "dual-stream.consumer.idempotency.store";

	private static final String SPRING_JDBC = "org.springframework.boot:spring-boot-starter-jdbc";

	@Bean
	static MissingLibraryCheck dualStreamJdbcStoreLibraryCheck(Environment environment) {
		return new MissingLibraryCheck(environment, STORE, "jdbc")
			.requires("org.springframework.jdbc.core.JdbcTemplate", SPRING_JDBC)
			.requires("org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer", SPRING_JDBC)
			.requires("io.github.dualstream.consumer.jdbc.JdbcProcessedEvents",
					"io.github.dualstream:dual-stream-jdbc");
	}

	@Bean
	static MissingLibraryCheck dualStreamRedisStoreLibraryCheck(Environment environment) {
		return new MissingLibraryCheck(environment, STORE, "redis")
			.requires("org.springframework.data.redis.core.StringRedisTemplate",
					"org.springframework.boot:spring-boot-starter-data-redis")
			.requires("io.github.dualstream.transport.redis.RedisProcessedEvents",
					"io.github.dualstream:dual-stream-redis");
	}

}
