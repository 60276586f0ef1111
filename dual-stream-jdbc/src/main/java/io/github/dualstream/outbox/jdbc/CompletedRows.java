package io.github.dualstream.outbox.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.dualstream.outbox.CompletionMode;
import io.github.dualstream.outbox.SentEvent;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.TransactionStatus;

/**
 * Removes completed rows from the outbox, in one statement.
 */
class CompletedRows {

	private final OutboxDialect dialect;

	CompletedRows(OutboxDialect dialect) {
		this.dialect = dialect;
	}

	static CompletedRows of(CompletionMode mode, Duration retention, OutboxDialect dialect) {
		return switch (mode) {
			case DELETE -> new CompletedRows(dialect);
			case ARCHIVE -> new ArchivedRows(dialect, retention);
		};
	}

	/**
	 * Remove rows.
	 * @param transaction current transaction, which rolls back if none is removed
	 * @return number of removed rows; none if the epoch has expired
	 */
	int remove(JdbcTemplate jdbc, TransactionStatus transaction, long epoch, List<SentEvent> sent) {
		List<Long> numbers = sent.stream().map((row) -> row.event().number()).toList();
		List<Object> arguments = new ArrayList<>();
		if (this.dialect.hasArrays()) {
			arguments.add(new SqlArrayValue("bigint", numbers.toArray()));
		}
		arguments.add(epoch);
		int removed = jdbc.update("delete from dual_stream_outbox where " + this.dialect.isOneOf("seq", numbers)
				+ " and " + Fence.condition(this.dialect), arguments.toArray());
		if (removed == 0) {
			transaction.setRollbackOnly();
		}
		return removed;
	}

	/**
	 * Delete a bounded number of rows whose retention has passed.
	 */
	void deleteOld(OwnTransactions transactions) {
	}

	OutboxDialect dialect() {
		return this.dialect;
	}

}
