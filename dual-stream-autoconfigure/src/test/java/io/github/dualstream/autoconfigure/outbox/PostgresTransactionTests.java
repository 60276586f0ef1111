package io.github.dualstream.autoconfigure.outbox;

import io.github.dualstream.test.PostgresServer;
import org.junit.jupiter.api.Nested;

import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * Transactions of PostgreSQL.
 */
class PostgresTransactionTests {

	private static final PostgresServer server = PostgresServer.start("fsync=off");

	@DynamicPropertySource
	static void connect(DynamicPropertyRegistry properties) {
		properties.add("spring.datasource.url", server::jdbcUrl);
	}

	@Nested
	@DirtiesContext
	class WithAutoCommit extends TransactionScenarios {

	}

	@Nested
	@DirtiesContext
	@TestPropertySource(properties = "spring.datasource.hikari.auto-commit=false")
	class WithoutAutoCommit extends TransactionScenarios {

	}

}
