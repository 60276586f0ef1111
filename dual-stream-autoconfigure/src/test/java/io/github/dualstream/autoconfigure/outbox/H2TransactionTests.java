package io.github.dualstream.autoconfigure.outbox;

import org.junit.jupiter.api.Nested;

import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * Transactions of H2.
 */
class H2TransactionTests {

	@DynamicPropertySource
	static void connect(DynamicPropertyRegistry properties) {
		properties.add("spring.datasource.url", () -> "jdbc:h2:mem:transactions;DB_CLOSE_DELAY=-1");
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
