package io.github.dualstream.aggregate.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dualstream.MariaDbServer;
import org.junit.jupiter.api.AfterAll;

class MariaDbEventStoreTests extends EventStoreScenarios {

	private static final MariaDbServer server = MariaDbServer.start();

	private static final HikariDataSource database = pool(server.url(), "root");

	MariaDbEventStoreTests() {
		super(database, "mysql");
	}

	@AfterAll
	static void stopServer() {
		database.close();
		server.close();
	}

}
