package io.github.dualstream.autoconfigure.outbox;

import io.github.dualstream.autoconfigure.MissingLibraryCheck;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the transactional outbox. Its properties are checked even if it
 * is not enabled.
 */
@AutoConfiguration(beforeName = "io.github.dualstream.autoconfigure.publisher.DualStreamPublisherAutoConfiguration",
		afterName = { "io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration",
				"io.github.dualstream.autoconfigure.redis.DualStreamRedisAutoConfiguration",
				"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(OutboxProperties.class)
@Import(OutboxConfiguration.class)
public final class DualStreamOutboxAutoConfiguration {

	private static final String SPRING_JDBC = "org.springframework.boot:spring-boot-starter-jdbc";

	@Bean
	static MissingLibraryCheck dualStreamOutboxLibraryCheck(Environment environment) {
		return new MissingLibraryCheck(environment, "dual-stream.outbox.enabled", "true")
			.requires("org.springframework.jdbc.core.JdbcTemplate", SPRING_JDBC)
			.requires("org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer", SPRING_JDBC)
			.requires("io.github.dualstream.outbox.jdbc.JdbcOutboxStore", "io.github.dualstream:dual-stream-jdbc");
	}

}
