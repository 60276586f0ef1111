package io.github.dualstream.projection.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dualstream.test.PostgresServer;
import org.junit.jupiter.api.AfterAll;

class PostgresProjectionTests extends ProjectionScenarios {

	private static final PostgresServer server = PostgresServer.start("fsync=off");

	private static final HikariDataSource database = pool(server.jdbcUrl(), "postgres");

	PostgresProjectionTests() {
		super(database, "postgresql");
	}

	@AfterAll
	static void stopServer() {
		database.close();
		server.close();
	}

}
