package io.github.dualstream.projection.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dualstream.MariaDbServer;
import org.junit.jupiter.api.AfterAll;

class MariaDbProjectionTests extends ProjectionScenarios {

	private static final MariaDbServer server = MariaDbServer.start();

	private static final HikariDataSource database = pool(server.url(), "root");

	MariaDbProjectionTests() {
		super(database, "mysql");
	}

	@AfterAll
	static void stopServer() {
		database.close();
		server.close();
	}

}
