package io.github.dualstream.outbox.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.schedule.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.AbstractDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is told of a database that cannot be listened to.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class PostgresListenerFailureTests {

	@Test
	void whenItCannotConnectThenTheInnermostCauseIsTold(CapturedOutput output) {
		DataSource refusing = new AbstractDataSource() {

			@Override
			public Connection getConnection() throws SQLException {
				throw new SQLException("no connection",
						new IllegalStateException("refused by\njdbc:postgresql://h/db?password=s3cret"));
			}

			@Override
			public Connection getConnection(String user, String password) throws SQLException {
				return getConnection();
			}

		};
		PostgresListener listener = new PostgresListener(() -> refusing, TableNames.DEFAULT, (slots) -> {
		}, true, new Threads());
		listener.start();
		try {
			await().until(() -> output.getOut().contains("found by polling"));
		}
		finally {
			listener.stop();
		}

		assertThat(output.getOut().lines().filter((line) -> line.contains("found by polling"))).singleElement()
			.asString()
			.endsWith("java.lang.IllegalStateException: refused by?jdbc:postgresql://h/db?password=***");
	}

}
