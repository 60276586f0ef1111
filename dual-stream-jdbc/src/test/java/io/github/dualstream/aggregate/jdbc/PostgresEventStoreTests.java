package io.github.dualstream.aggregate.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dualstream.test.PostgresServer;
import org.junit.jupiter.api.AfterAll;

class PostgresEventStoreTests extends EventStoreScenarios {

	private static final PostgresServer server = PostgresServer.start("fsync=off");

	private static final HikariDataSource database = pool(server.jdbcUrl(), "postgres");

	PostgresEventStoreTests() {
		super(database, "postgresql");
	}

	@AfterAll
	static void stopServer() {
		database.close();
		server.close();
	}

}
