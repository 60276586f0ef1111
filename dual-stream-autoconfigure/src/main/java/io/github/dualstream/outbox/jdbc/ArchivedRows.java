package io.github.dualstream.outbox.jdbc;

import java.time.Duration;
import java.util.List;

import io.github.dualstream.outbox.SentEvent;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves rows that are done to the archive.
 */
final class ArchivedRows extends CompletedRows {

	private static final String COLUMNS = "seq, stored_at, id, aggregatetype, aggregateid, type, payload";

	/**
	 * Few enough for a short statement; more often than every few seconds is not asked.
	 */
	private static final int MAX_DELETED = 10_000;

	private final TransactionTemplate transaction;

	private final Duration retention;

	private final String copy;

	ArchivedRows(JdbcTemplate jdbc, OutboxDialect dialect, Duration retention,
			PlatformTransactionManager transactionManager) {
		super(jdbc, dialect);
		this.retention = retention;
		this.transaction = new TransactionTemplate(transactionManager);
		this.copy = "insert into dual_stream_outbox_archive (sent_at, position, " + COLUMNS + ") select "
				+ dialect.now() + ", ?, " + COLUMNS + " from dual_stream_outbox where seq = ?";
	}

	@Override
	@SuppressWarnings("NullAway") // the callback returns a number
	int remove(long epoch, List<SentEvent> sent) {
		return this.transaction.execute((status) -> {
			List<Object[]> rows = sent.stream()
				.map((row) -> new Object[] { row.position().toString(), row.event().number() })
				.toList();
			jdbc().batchUpdate(this.copy, rows);
			int removed = super.remove(epoch, sent);
			if (removed == 0) {
				status.setRollbackOnly();
			}
			return removed;
		});
	}

	@Override
	void deleteOld() {
		jdbc().update("delete from dual_stream_outbox_archive where seq in (select seq from (select seq from"
				+ " dual_stream_outbox_archive where sent_at < " + dialect().now()
				+ " - ? order by sent_at limit ?) old)", this.retention.toMillis(), MAX_DELETED);
	}

}
