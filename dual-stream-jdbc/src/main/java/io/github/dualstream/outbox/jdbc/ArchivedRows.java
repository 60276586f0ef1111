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

	private static final String COLUMNS = "seq, stored_at, id, aggregatetype, aggregateid, type, payload";

	/**
	 * Maximum number of rows deleted at once, for a short statement; called at most every
	 * few seconds.
	 */
	private static final int MAX_DELETED = 10_000;

	private final Duration retention;

	private final String copy;

	ArchivedRows(OutboxDialect dialect, Duration retention) {
		super(dialect);
		this.retention = retention;
		this.copy = "insert into dual_stream_outbox_archive (sent_at, position, " + COLUMNS + ") select "
				+ dialect.now() + ", ?, " + COLUMNS + " from dual_stream_outbox where seq = ?";
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
		transactions.run((jdbc) -> jdbc.update("delete from dual_stream_outbox_archive where seq in (select seq from"
				+ " (select seq from dual_stream_outbox_archive where sent_at < " + dialect().now()
				+ " - ? order by sent_at limit ?) old)", this.retention.toMillis(), MAX_DELETED));
	}

}
