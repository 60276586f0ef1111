package io.github.dualstream.outbox.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import io.github.dualstream.outbox.SentEvent;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Takes rows that are done out of the outbox, in one statement.
 */
class CompletedRows {

	private final JdbcTemplate jdbc;

	private final OutboxDialect dialect;

	CompletedRows(JdbcTemplate jdbc, OutboxDialect dialect) {
		this.jdbc = jdbc;
		this.dialect = dialect;
	}

	static CompletedRows of(CompletionMode mode, Duration retention, DataSource dataSource, JdbcTemplate jdbc,
			OutboxDialect dialect) {
		return switch (mode) {
			case DELETE -> new CompletedRows(jdbc, dialect);
			case ARCHIVE -> new ArchivedRows(jdbc, dialect, retention, new JdbcTransactionManager(dataSource));
		};
	}

	/**
	 * Remove rows.
	 * @return how many; none if the epoch has expired
	 */
	int remove(long epoch, List<SentEvent> sent) {
		List<Long> numbers = sent.stream().map((row) -> row.event().number()).toList();
		List<Object> arguments = new ArrayList<>();
		if (this.dialect.hasArrays()) {
			arguments.add(new SqlArrayValue("bigint", numbers.toArray()));
		}
		arguments.add(epoch);
		return this.jdbc.update("delete from dual_stream_outbox where " + this.dialect.isOneOf("seq", numbers) + " and "
				+ Fence.condition(this.dialect), arguments.toArray());
	}

	/**
	 * Delete some of what was kept for long enough.
	 */
	void deleteOld() {
	}

	JdbcTemplate jdbc() {
		return this.jdbc;
	}

	OutboxDialect dialect() {
		return this.dialect;
	}

}
