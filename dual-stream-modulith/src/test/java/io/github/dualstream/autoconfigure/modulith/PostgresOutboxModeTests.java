package io.github.dualstream.autoconfigure.modulith;

import io.github.dualstream.test.PostgresServer;

import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Mode {@code outbox} in PostgreSQL.
 */
@DirtiesContext
class PostgresOutboxModeTests extends OutboxModeScenarios {

	private static final PostgresServer server = PostgresServer.start("fsync=off");

	@DynamicPropertySource
	static void connect(DynamicPropertyRegistry properties) {
		properties.add("spring.datasource.url", server::jdbcUrl);
	}

}
