package io.github.dualstream.saga.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dualstream.MariaDbServer;
import org.junit.jupiter.api.AfterAll;

class MariaDbSagaTests extends SagaScenarios {

	private static final MariaDbServer server = MariaDbServer.start();

	private static final HikariDataSource database = pool(server.url(), "root");

	MariaDbSagaTests() {
		super(database, "mysql");
	}

	@AfterAll
	static void stopServer() {
		database.close();
		server.close();
	}

}
