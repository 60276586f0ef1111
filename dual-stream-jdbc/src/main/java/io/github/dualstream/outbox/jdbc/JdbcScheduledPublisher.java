package io.github.dualstream.outbox.jdbc;

import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.github.dualstream.Causation;
import io.github.dualstream.DueTime;
import io.github.dualstream.Event;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.ScheduledPublisher;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.codec.EventAppender;
import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.outbox.CommitNotifier;
import io.github.dualstream.outbox.RelayRegistry;
import io.github.dualstream.outbox.ScheduledStore;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Publisher that keeps events in the table {@code outbox_scheduled} until they are due.
 * They are apart from the outbox, which is read from its beginning again and again.
 */
public final class JdbcScheduledPublisher implements ScheduledPublisher, ScheduledStore {

	private static final int MAX_MOVED = 200;

	private final JdbcOutboxStore outbox;

	private final EventAppender appender;

	private final CommitNotifier notifier;

	private final JdbcTemplate jdbc;

	private final OwnTransactions separate;

	private final OutboxDialect dialect;

	private final String table;

	private final String insert;

	private final String selectDue;

	private final String move;

	/**
	 * Create the publisher.
	 * @param dataSource data source of the application's transactions
	 * @param dialect dialect of the database
	 * @param names names of the tables
	 * @param outbox outbox that receives the events when they are due
	 * @param appender appender of the events, which knows those that it would reject
	 * @param notifier notifier of each committed transaction with events
	 */
	public JdbcScheduledPublisher(DataSource dataSource, OutboxDialect dialect, TableNames names,
			JdbcOutboxStore outbox, EventAppender appender, CommitNotifier notifier) {
		this.outbox = outbox;
		this.appender = appender;
		this.notifier = notifier;
		this.dialect = dialect;
		this.jdbc = new JdbcTemplate(dataSource);
		this.separate = new OwnTransactions(dataSource);
		this.table = names.of("outbox_scheduled");
		this.insert = "insert into " + this.table + " (due_at, slot, stored_at, " + StoredColumns.NAMES + ") values (";
		this.selectDue = "select seq, slot from " + this.table + " where due_at <= " + dialect.now()
				+ " order by due_at, seq limit " + MAX_MOVED + " for update";
		this.move = "insert into " + names.of("outbox") + " (slot, stored_at, " + StoredColumns.NAMES
				+ ") select slot, " + dialect.now() + ", " + StoredColumns.NAMES + " from " + this.table + " where ";
	}

	@Override
	public void publishAt(Event event, Instant due) {
		store(event, "?", DueTime.of(due, () -> "event '" + event.id() + "'").toEpochMilli());
	}

	@Override
	public void publishAfter(Event event, Duration delay) {
		store(event, this.dialect.now() + " + ?", DueTime.after(delay, () -> "event '" + event.id() + "'").toMillis());
	}

	private void store(Event event, String due, long millis) {
		EncodedEvent encoded = this.appender.encode(Causation.addTo(event));
		this.appender.check(encoded);
		String sql = this.insert + due + ", ?, " + this.dialect.now() + ", " + StoredColumns.PLACEHOLDERS + ")";
		try {
			withinTransaction((jdbc) -> jdbc.update(sql, (PreparedStatement statement) -> {
				statement.setLong(1, millis);
				statement.setInt(2, RelayRegistry.slotOf(event.source()));
				StoredColumns.write(statement, 3, encoded);
			}));
		}
		catch (DataAccessException ex) {
			throw new PublishFailedException("Event '" + event.id()
					+ "' could not be stored until it is due. Roll the transaction back: " + ex.getMessage(), ex);
		}
	}

	@Override
	public boolean cancel(String eventId) {
		return withinTransaction((jdbc) -> jdbc.update("delete from " + this.table + " where id = ?", eventId)) > 0;
	}

	private int withinTransaction(Function<JdbcTemplate, Integer> statement) {
		if (!this.outbox.isTransactionActive()) {
			return this.separate.execute(statement);
		}
		int[] rows = new int[1];
		this.outbox.write(() -> {
			rows[0] = statement.apply(this.jdbc);
			return Set.of();
		}, this.notifier);
		return rows[0];
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * The rows are locked, so that of several instances one moves them and the others
	 * find them gone.
	 */
	@Override
	public Set<Integer> moveDue() {
		return this.separate.execute((jdbc) -> {
			List<Due> due = jdbc.query(this.selectDue,
					(row, number) -> new Due(row.getLong("seq"), row.getInt("slot")));
			if (due.isEmpty()) {
				return Set.of();
			}
			Object[] numbers = due.stream().map(Due::number).toArray();
			String condition = "seq in (?" + ", ?".repeat(numbers.length - 1) + ")";
			jdbc.update(this.move + condition + " order by due_at, seq", numbers);
			jdbc.update("delete from " + this.table + " where " + condition, numbers);
			return due.stream().map(Due::slot).collect(Collectors.toSet());
		});
	}

	@Override
	public long count() {
		return Objects.requireNonNullElse(
				this.separate.execute((jdbc) -> jdbc.queryForObject("select count(*) from " + this.table, Long.class)),
				0L);
	}

	/**
	 * Row of an event that is due.
	 *
	 * @param number number of the row
	 * @param slot slot of the event's source
	 */
	private record Due(long number, int slot) {

	}

}
