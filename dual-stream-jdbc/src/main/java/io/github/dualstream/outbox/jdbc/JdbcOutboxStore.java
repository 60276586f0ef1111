package io.github.dualstream.outbox.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.github.dualstream.Source;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.outbox.CommitNotifier;
import io.github.dualstream.outbox.CompletionMode;
import io.github.dualstream.outbox.FailedEvent;
import io.github.dualstream.outbox.OutboxCounts;
import io.github.dualstream.outbox.OutboxStore;
import io.github.dualstream.outbox.PendingEvent;
import io.github.dualstream.outbox.PendingQuery;
import io.github.dualstream.outbox.SentEvent;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Outbox store in the table {@code outbox}.
 */
public final class JdbcOutboxStore implements OutboxStore {

	private static final int MAX_CAUSE = 2000;

	private final OwnTransactions transactions;

	private final OutboxTables tables;

	private final PendingEvents pending;

	private final CompletedRows completed;

	private final CurrentTransactionEvents currentEvents;

	private final SeparateEvents separateEvents;

	private final WaitingSources waiting;

	private final StreamRows streams;

	private final String giveUp;

	private final String retry;

	private final String counts;

	/**
	 * Create the store.
	 * @param dataSource data source of the application's transactions
	 * @param dialect dialect of the database
	 * @param names names of the tables
	 * @param mode handling of completed rows
	 * @param retention retention of archived rows
	 */
	public JdbcOutboxStore(DataSource dataSource, OutboxDialect dialect, TableNames names, CompletionMode mode,
			Duration retention) {
		this.transactions = new OwnTransactions(dataSource);
		this.tables = new OutboxTables(dialect, names);
		this.pending = new PendingEvents(this.transactions, this.tables);
		this.completed = CompletedRows.of(mode, retention, this.tables);
		Insertion insertion = new Insertion(new JdbcTemplate(dataSource), this.tables);
		this.currentEvents = new CurrentTransactionEvents(dataSource, insertion);
		this.separateEvents = new SeparateEvents(dataSource, insertion);
		this.waiting = new WaitingSources(dataSource, this.tables);
		this.streams = StreamRows.of(new JdbcTemplate(dataSource), this.tables);
		this.giveUp = "update " + this.tables.outbox() + " set status = 'FAILED', failure = ? where seq = ? and "
				+ Fence.condition(this.tables);
		this.retry = "update " + this.tables.outbox()
				+ " set status = 'PENDING', failure = null where status = 'FAILED'";
		this.counts = "select coalesce(sum(case when status = 'PENDING' then 1 else 0 end), 0),"
				+ " coalesce(sum(case when status = 'FAILED' then 1 else 0 end), 0),"
				+ " coalesce(min(case when status = 'PENDING' then stored_at end), 0), " + this.tables.now() + " from "
				+ this.tables.outbox();
	}

	@Override
	public boolean isTransactionActive() {
		return this.currentEvents.isTransactionActive();
	}

	@Override
	public void add(List<EncodedEvent> events, CommitNotifier notifier) {
		this.currentEvents.add(events, notifier);
	}

	/**
	 * Run statements that write rows within the current transaction. If they fail, the
	 * transaction does not commit, unless it is rolled back to a savepoint from before
	 * them.
	 * @param rows statements, which return the slots of the rows' sources
	 * @param notifier notifier of these slots once the transaction has committed
	 */
	public void write(Supplier<Set<Integer>> rows, CommitNotifier notifier) {
		this.currentEvents.write(rows, notifier);
	}

	/**
	 * Insert events into the event store with rows that refer to them, through the
	 * connection of the calling thread. Their data is not copied.
	 * @param source source of the events
	 * @param after version before the first one, which has to exist unless it is 0
	 * @param events events, in order
	 * @return number of rows that refer to them; fewer if the version before them is
	 * missing
	 */
	public int append(Source source, long after, List<EncodedEvent> events) {
		return this.streams.append(source, after, events);
	}

	@Override
	public Set<Integer> addSeparately(List<EncodedEvent> events) {
		return this.separateEvents.add(events);
	}

	@Override
	public Set<Source> waiting(Collection<Source> sources) {
		return this.waiting.among(sources);
	}

	@Override
	public List<PendingEvent> read(PendingQuery query) {
		return this.pending.read(query);
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * The flush would delay the commits of the application. After a crash of the
	 * database, the events are sent again, as after any other crash between sending and
	 * removing.
	 */
	@Override
	public boolean remove(long epoch, Collection<SentEvent> sent) {
		List<SentEvent> rows = new ArrayList<>(sent);
		return this.transactions.execute((jdbc, status) -> {
			this.tables.dialect().commitWithoutFlush(jdbc);
			return this.completed.remove(jdbc, status, epoch, rows) == rows.size()
					|| Fence.isLive(jdbc, this.tables, epoch);
		});
	}

	@Override
	public void deleteOld() {
		this.completed.deleteOld(this.transactions);
	}

	@Override
	public void giveUp(long epoch, long number, String cause) {
		String failure = (cause.length() > MAX_CAUSE) ? cause.substring(0, MAX_CAUSE) : cause;
		this.transactions.run((jdbc) -> jdbc.update(this.giveUp, failure.replace('\0', ' '), number, epoch));
	}

	@Override
	public OutboxCounts counts() {
		return this.transactions.execute((jdbc) -> jdbc.queryForObject(this.counts, JdbcOutboxStore::counts));
	}

	private static OutboxCounts counts(ResultSet row, int number) throws SQLException {
		Duration age = (row.getLong(1) > 0) ? Duration.ofMillis(row.getLong(4) - row.getLong(3)) : Duration.ZERO;
		return new OutboxCounts(row.getLong(1), age.isNegative() ? Duration.ZERO : age, row.getLong(2));
	}

	@Override
	public List<FailedEvent> failed(long after, int limit) {
		return this.transactions.execute((jdbc) -> jdbc.query(
				"select seq, id, type, aggregatetype, aggregateid, stored_at, failure from " + this.tables.outbox()
						+ " where status = 'FAILED' and seq > ? order by seq limit ?",
				JdbcOutboxStore::failedEvent, after, limit));
	}

	private static FailedEvent failedEvent(ResultSet row, int number) throws SQLException {
		return new FailedEvent(row.getLong("seq"), row.getString("id"), row.getString("type"),
				new Source(row.getString("aggregatetype"), row.getString("aggregateid")),
				Instant.ofEpochMilli(row.getLong("stored_at")), row.getString("failure"));
	}

	@Override
	public boolean retry(long number) {
		return this.transactions.execute((jdbc) -> jdbc.update(this.retry + " and seq = ?", number)) == 1;
	}

	@Override
	public int retryAll() {
		return this.transactions.execute((jdbc) -> jdbc.update(this.retry));
	}

	@Override
	public boolean discard(long number) {
		return this.transactions.execute((jdbc) -> jdbc
			.update("delete from " + this.tables.outbox() + " where seq = ? and status = 'FAILED'", number)) == 1;
	}

}
