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

	private final OutboxTables tables;

	CompletedRows(OutboxTables tables) {
		this.tables = tables;
	}

	static CompletedRows of(CompletionMode mode, Duration retention, OutboxTables tables) {
		return switch (mode) {
			case DELETE -> new CompletedRows(tables);
			case ARCHIVE -> new ArchivedRows(tables, retention);
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
		if (this.tables.dialect().hasArrays()) {
			arguments.add(new SqlArrayValue("bigint", numbers.toArray()));
		}
		arguments.add(epoch);
		int removed = jdbc.update("delete from " + this.tables.outbox() + " where "
				+ this.tables.dialect().isOneOf("seq", numbers) + " and " + Fence.condition(this.tables),
				arguments.toArray());
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

	OutboxTables tables() {
		return this.tables;
	}

}
