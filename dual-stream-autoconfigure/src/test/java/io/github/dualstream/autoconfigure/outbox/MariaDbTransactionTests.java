package io.github.dualstream.autoconfigure.outbox;

import io.github.dualstream.MariaDbServer;
import org.junit.jupiter.api.Nested;

import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * Transactions of MariaDB.
 */
class MariaDbTransactionTests {

	private static final MariaDbServer server = MariaDbServer.start();

	@DynamicPropertySource
	static void connect(DynamicPropertyRegistry properties) {
		properties.add("spring.datasource.url", server::url);
		properties.add("spring.datasource.username", () -> "root");
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
