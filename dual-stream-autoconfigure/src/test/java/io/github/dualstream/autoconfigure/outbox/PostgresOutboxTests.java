package io.github.dualstream.autoconfigure.outbox;

import io.github.dualstream.test.PostgresServer;

import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The outbox in PostgreSQL.
 */
@DirtiesContext
class PostgresOutboxTests extends OutboxScenarios {

	private static final PostgresServer server = PostgresServer.start("fsync=off");

	@DynamicPropertySource
	static void connect(DynamicPropertyRegistry properties) {
		properties.add("spring.datasource.url", server::jdbcUrl);
	}

}
