package io.github.dualstream.outbox.jdbc;

import java.time.Duration;
import java.util.List;

import io.github.dualstream.outbox.SentEvent;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionStatus;

/**
 * Moves completed rows to the archive.
 */
final class ArchivedRows extends CompletedRows {

	private static final String COLUMNS = "seq, stored_at, id, aggregatetype, aggregateid, type, payload, payload_bytes,"
			+ " content_type, data_schema, tenant";

	/**
	 * Maximum number of rows deleted at once, for a short statement; called at most every
	 * few seconds.
	 */
	private static final int MAX_DELETED = 10_000;

	private final Duration retention;

	private final String copy;

	ArchivedRows(OutboxTables tables, Duration retention) {
		super(tables);
		this.retention = retention;
		this.copy = "insert into " + tables.archive() + " (sent_at, position, " + COLUMNS + ") select " + tables.now()
				+ ", ?, " + COLUMNS + " from " + tables.outbox() + " where seq = ?";
	}

	@Override
	int remove(JdbcTemplate jdbc, TransactionStatus transaction, long epoch, List<SentEvent> sent) {
		List<Object[]> rows = sent.stream()
			.map((row) -> new Object[] { row.position().toString(), row.event().number() })
			.toList();
		jdbc.batchUpdate(this.copy, rows);
		return super.remove(jdbc, transaction, epoch, sent);
	}

	@Override
	void deleteOld(OwnTransactions transactions) {
		String archive = tables().archive();
		transactions.run((jdbc) -> jdbc.update(
				"delete from " + archive + " where seq in (select seq from (select seq from " + archive
						+ " where sent_at < " + tables().now() + " - ? order by sent_at limit ?) old)",
				this.retention.toMillis(), MAX_DELETED));
	}

}
