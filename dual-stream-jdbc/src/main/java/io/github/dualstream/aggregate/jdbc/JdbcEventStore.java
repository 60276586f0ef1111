package io.github.dualstream.aggregate.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.RejectedException;
import io.github.dualstream.Source;
import io.github.dualstream.aggregate.ConcurrencyException;
import io.github.dualstream.aggregate.EventStore;
import io.github.dualstream.aggregate.Snapshot;
import io.github.dualstream.aggregate.SnapshotStore;
import io.github.dualstream.aggregate.VersionedEvent;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.codec.EventAppender;
import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.outbox.CommitNotifier;
import io.github.dualstream.outbox.RelayRegistry;
import io.github.dualstream.outbox.jdbc.JdbcOutboxStore;
import io.github.dualstream.outbox.jdbc.OutboxDialect;
import io.github.dualstream.outbox.jdbc.StoredColumns;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.Assert;

/**
 * Event store in the tables {@code event} and {@code snapshot}. The relay of the outbox
 * sends the events: an append adds a row to the outbox for each of them, which refers to
 * the event and goes when the log has acknowledged it.
 */
public final class JdbcEventStore implements EventStore, SnapshotStore {

	private final JdbcOutboxStore outbox;

	private final EventAppender appender;

	private final CommitNotifier notifier;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate ownTransaction;

	private final String load;

	private final String findSnapshot;

	private final String saveSnapshot;

	/**
	 * Create the store.
	 * @param dataSource data source of the application's transactions
	 * @param dialect dialect of the database
	 * @param names names of the tables
	 * @param outbox outbox whose relay sends the events
	 * @param appender appender of the events, which knows those that it would reject
	 * @param notifier notifier of each committed append
	 */
	public JdbcEventStore(DataSource dataSource, OutboxDialect dialect, TableNames names, JdbcOutboxStore outbox,
			EventAppender appender, CommitNotifier notifier) {
		this.outbox = outbox;
		this.appender = appender;
		this.notifier = notifier;
		this.jdbc = new JdbcTemplate(dataSource);
		this.ownTransaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.load = "select version, " + StoredColumns.NAMES + " from " + names.of("event")
				+ " where aggregateid = ? and aggregatetype = ? and version between ? and ? order by version";
		this.findSnapshot = "select version, fingerprint, state from " + names.of("snapshot")
				+ " where aggregateid = ? and aggregatetype = ?";
		this.saveSnapshot = saveSnapshot(dialect, names.of("snapshot"));
	}

	private static String saveSnapshot(OutboxDialect dialect, String table) {
		String columns = table + " (aggregateid, aggregatetype, version, fingerprint, state)";
		String values = " values (?, ?, ?, ?, ?)";
		return switch (dialect) {
			case POSTGRESQL -> "insert into " + columns + values + " on conflict (aggregateid, aggregatetype) do update"
					+ " set version = excluded.version, fingerprint = excluded.fingerprint, state = excluded.state";
			case MYSQL -> "insert into " + columns + values + " on duplicate key update version = values(version),"
					+ " fingerprint = values(fingerprint), state = values(state)";
			case H2 -> "merge into " + columns + " key (aggregateid, aggregatetype)" + values;
		};
	}

	/**
	 * {@inheritDoc}
	 * @throws PublishFailedException if the thread is within a transaction that cannot
	 * store events; the message contains the remedy
	 */
	@Override
	public List<VersionedEvent> append(Source source, long expectedVersion, List<Event> events) {
		Assert.isTrue(expectedVersion >= 0, () -> "The expected version of '" + source + "' is negative");
		if (events.isEmpty()) {
			return List.of();
		}
		List<EncodedEvent> encoded = encode(source, expectedVersion, events);
		Supplier<Set<Integer>> rows = () -> insert(source, expectedVersion, encoded);
		if (this.outbox.isTransactionActive()) {
			this.outbox.write(rows, this.notifier);
		}
		else {
			this.notifier
				.committed(Objects.requireNonNull(this.ownTransaction.<Set<Integer>>execute((status) -> rows.get())));
		}
		return stored(expectedVersion, encoded);
	}

	private List<EncodedEvent> encode(Source source, long expectedVersion, List<Event> events) {
		List<EncodedEvent> encoded = new ArrayList<>(events.size());
		for (Event event : events) {
			Assert.isTrue(event.source().equals(source),
					() -> "Event '" + event.id() + "' has source '" + event.source() + "' instead of '" + source + "'");
			EncodedEvent next = this.appender
				.encode(VersionedEvent.of(expectedVersion + encoded.size() + 1, event).event());
			if (!next.isJson()) {
				throw new RejectedException("data", "is not JSON, as the events of '" + source + "' must be");
			}
			this.appender.check(next);
			encoded.add(next);
		}
		return encoded;
	}

	private static List<VersionedEvent> stored(long expectedVersion, List<EncodedEvent> encoded) {
		List<VersionedEvent> stored = new ArrayList<>(encoded.size());
		for (EncodedEvent event : encoded) {
			stored.add(new VersionedEvent(expectedVersion + stored.size() + 1,
					event.event().toBuilder().data(JsonData.ofValid(event.data())).build()));
		}
		return stored;
	}

	/**
	 * Insert rows. The primary key allows each version once; a version beyond the end of
	 * the stream is noticed because the one before it is missing.
	 */
	private Set<Integer> insert(Source source, long expectedVersion, List<EncodedEvent> events) {
		try {
			if (this.outbox.append(source, expectedVersion, events) != events.size()) {
				throw new ConcurrencyException(source, expectedVersion, null);
			}
			return Set.of(RelayRegistry.slotOf(source));
		}
		catch (ConcurrencyException ex) {
			throw ex;
		}
		catch (DuplicateKeyException | ConcurrencyFailureException ex) {
			// some databases detect a deadlock or a timeout before the duplicate key
			throw new ConcurrencyException(source, expectedVersion, ex);
		}
	}

	@Override
	public List<VersionedEvent> load(Source source, long from, long to) {
		return this.jdbc.query(this.load, JdbcEventStore::event, source.id(), source.type(), from, to);
	}

	private static VersionedEvent event(ResultSet row, int number) throws SQLException {
		return new VersionedEvent(row.getLong("version"), StoredColumns.read(row).event());
	}

	@Override
	public Optional<Snapshot> find(Source source) {
		return this.jdbc.query(this.findSnapshot, JdbcEventStore::snapshot, source.id(), source.type())
			.stream()
			.findFirst();
	}

	private static Snapshot snapshot(ResultSet row, int number) throws SQLException {
		return new Snapshot(row.getLong("version"), row.getString("fingerprint"), JsonData.of(row.getString("state")));
	}

	@Override
	public void save(Source source, Snapshot snapshot) {
		Runnable statement = () -> this.jdbc.update(this.saveSnapshot, source.id(), source.type(), snapshot.version(),
				snapshot.fingerprint(), snapshot.state().toString());
		if (this.outbox.isTransactionActive()) {
			statement.run();
		}
		else {
			this.ownTransaction.executeWithoutResult((status) -> statement.run());
		}
	}

}
