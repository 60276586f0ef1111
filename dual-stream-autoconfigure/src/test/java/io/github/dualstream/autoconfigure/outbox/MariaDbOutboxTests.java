package io.github.dualstream.autoconfigure.outbox;

import io.github.dualstream.MariaDbServer;

import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The outbox in MariaDB.
 */
@DirtiesContext
class MariaDbOutboxTests extends OutboxScenarios {

	private static final MariaDbServer server = MariaDbServer.start();

	@DynamicPropertySource
	static void connect(DynamicPropertyRegistry properties) {
		properties.add("spring.datasource.url", server::url);
		properties.add("spring.datasource.username", () -> "root");
	}

}
