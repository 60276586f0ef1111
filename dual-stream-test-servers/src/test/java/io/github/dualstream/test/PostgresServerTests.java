package io.github.dualstream.test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What a test may expect of a PostgreSQL of its own.
 */
class PostgresServerTests {

	private static PostgresServer server;

	@BeforeAll
	static void startServer() {
		server = PostgresServer.start("max_connections=20");
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@Test
	void whenKilledAndRestartedThenWhatWasCommittedIsThere() throws SQLException {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			statement.execute("create table kept (id int)");
			statement.execute("insert into kept values (42)");
			server.kill();
			assertThat(server.isRunning()).isFalse();
			assertThatExceptionOfType(SQLException.class).isThrownBy(PostgresServerTests::connect);
		}
		server.restart();
		assertThat(query("select id from kept")).isEqualTo("42");
	}

	@Test
	void settingsAreThoseGiven() throws SQLException {
		assertThat(query("show max_connections")).isEqualTo("20");
	}

	@Test
	void whenASettingIsNotValidThenTheLogTells() {
		assertThatIllegalStateException().isThrownBy(() -> PostgresServer.start("no_such_setting=1"))
			.withMessageContaining("no_such_setting");
	}

	private static String query(String sql) throws SQLException {
		try (Connection connection = connect();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			result.next();
			return result.getString(1);
		}
	}

	private static Connection connect() throws SQLException {
		return DriverManager.getConnection(server.jdbcUrl());
	}

}
