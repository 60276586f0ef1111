package io.github.dualstream.consumer.jdbc;

import io.github.dualstream.test.PostgresServer;
import org.junit.jupiter.api.AfterAll;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

class PostgresProcessedEventsTests extends ProcessedEventsScenarios {

	private static final PostgresServer server = PostgresServer.start("fsync=off");

	PostgresProcessedEventsTests() {
		super(new DriverManagerDataSource(server.jdbcUrl()), "postgresql");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

}
