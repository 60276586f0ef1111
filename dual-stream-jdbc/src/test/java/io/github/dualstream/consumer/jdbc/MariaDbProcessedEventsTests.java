package io.github.dualstream.consumer.jdbc;

import io.github.dualstream.MariaDbServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

class MariaDbProcessedEventsTests extends ProcessedEventsScenarios {

	private static MariaDbServer server;

	MariaDbProcessedEventsTests() {
		super(new DriverManagerDataSource(server.url(), "root", ""), "mysql");
	}

	@BeforeAll
	static void start() {
		server = MariaDbServer.start();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

}
