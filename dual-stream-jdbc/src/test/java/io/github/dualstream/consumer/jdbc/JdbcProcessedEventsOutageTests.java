package io.github.dualstream.consumer.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.jdbc.TestTables;
import io.github.dualstream.transport.ProcessedEventsUnavailableException;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Outages of the store, which are no failures of a handler.
 */
class JdbcProcessedEventsOutageTests {

	private final SwitchableDataSource database = new SwitchableDataSource(
			new DriverManagerDataSource("jdbc:h2:mem:outage;DB_CLOSE_DELAY=-1"));

	private final JdbcProcessedEvents events = new JdbcProcessedEvents(new JdbcTemplate(this.database),
			new JdbcTransactionManager(this.database), TableNames.DEFAULT, Duration.ofDays(1));

	private final List<String> processed = new ArrayList<>();

	@Test
	void whenNoTransactionCanBeBegunThenNothingIsProcessedAndTheStoreIsUnavailable() {
		this.database.away = true;
		assertThatExceptionOfType(ProcessedEventsUnavailableException.class)
			.isThrownBy(() -> this.events.process("group", List.of("1"), this.processed::addAll))
			.havingRootCause()
			.withMessage("no connection");
		assertThat(this.processed).isEmpty();
	}

	@Test
	void whenTheTableCannotBeReadThenNothingIsProcessedAndTheStoreIsUnavailable() {
		assertThatExceptionOfType(ProcessedEventsUnavailableException.class)
			.isThrownBy(() -> this.events.process("group", List.of("1"), this.processed::addAll))
			.withMessageContaining("dual_stream_processed_event");
		assertThat(this.processed).isEmpty();
	}

	@Test
	void whenTheConnectionBreaksInTheHandlerThenItsFailureIsTheHandlersOwn() {
		TestTables.createProcessedEvents(this.database, "h2");
		try {
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> this.events.process("group", List.of("1"), (ids) -> {
					throw new IllegalStateException("out of paper");
				}))
				.withMessage("out of paper");
		}
		finally {
			new JdbcTemplate(this.database).execute("drop table dual_stream_processed_event");
		}
	}

	private static final class SwitchableDataSource extends DelegatingDataSource {

		private boolean away;

		SwitchableDataSource(DataSource target) {
			super(target);
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (this.away) {
				throw new SQLTransientConnectionException("no connection");
			}
			return super.getConnection();
		}

	}

}
