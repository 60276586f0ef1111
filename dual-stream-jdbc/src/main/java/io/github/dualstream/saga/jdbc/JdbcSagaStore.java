package io.github.dualstream.saga.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import javax.sql.DataSource;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.codec.EventReader;
import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.outbox.jdbc.OutboxDialect;
import io.github.dualstream.outbox.jdbc.OwnTransactions;
import io.github.dualstream.saga.SagaDeadline;
import io.github.dualstream.saga.SagaFailure;
import io.github.dualstream.saga.SagaInstance;
import io.github.dualstream.saga.SagaKey;
import io.github.dualstream.saga.SagaLookup;
import io.github.dualstream.saga.SagaStatus;
import io.github.dualstream.saga.SagaStep;
import io.github.dualstream.saga.SagaStore;
import io.github.dualstream.saga.SagaSummary;
import io.github.dualstream.saga.StuckLimits;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Store of sagas in the tables {@code saga}, {@code saga_step} and {@code saga_failure}.
 */
public final class JdbcSagaStore implements SagaStore {

	private static final int MAX_TEXT = 2000;

	/** Maximum number of sagas deleted at once, for a short transaction. */
	private static final int MAX_DELETED = 1000;

	private static final JsonMapper mapper = new JsonMapper();

	private static final TypeReference<List<String>> NAMES = new TypeReference<>() {
	};

	private static final TypeReference<Map<String, SagaDeadline>> DEADLINES = new TypeReference<>() {
	};

	private final JdbcTemplate jdbc;

	private final OwnTransactions transactions;

	private final String now;

	private final String sagas;

	private final String steps;

	private final String failures;

	/**
	 * Create the store.
	 * @param dataSource data source of the transactions of the steps
	 * @param dialect dialect of the database
	 * @param names names of the tables
	 */
	public JdbcSagaStore(DataSource dataSource, OutboxDialect dialect, TableNames names) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.transactions = new OwnTransactions(dataSource);
		this.now = dialect.now();
		this.sagas = names.of("saga");
		this.steps = names.of("saga_step");
		this.failures = names.of("saga_failure");
	}

	@Override
	public Optional<SagaInstance> find(SagaKey key) {
		return this.jdbc
			.query("select version, status, state, compensations, deadlines from " + this.sagas
					+ " where id = ? and saga = ?", (row, number) -> saga(key, row), key.id(), key.saga())
			.stream()
			.findFirst();
	}

	private static SagaInstance saga(SagaKey key, ResultSet row) throws SQLException {
		return new SagaInstance(key, row.getLong("version"), SagaStatus.valueOf(row.getString("status")),
				JsonData.of(row.getString("state")), mapper.readValue(row.getString("compensations"), NAMES),
				mapper.readValue(row.getString("deadlines"), DEADLINES));
	}

	/** One statement, as each is a round trip. It has a row also without a saga. */
	@Override
	public SagaLookup find(SagaKey key, String eventId) {
		String ofEvent = " where id = ? and saga = ? and event_id = ?";
		return Objects.requireNonNull(this.jdbc.queryForObject(
				"select s.version, s.status, s.state, s.compensations, s.deadlines, handled, failing"
						+ " from (select (select count(*) from " + this.steps + ofEvent
						+ ") as handled, (select count(*) from " + this.failures + ofEvent
						+ ") as failing) event_of_saga left join " + this.sagas + " s on s.id = ? and s.saga = ?",
				(row, number) -> new SagaLookup((row.getString("state") != null) ? saga(key, row) : null,
						row.getInt("handled") > 0, row.getInt("failing") > 0),
				key.id(), key.saga(), eventId, key.id(), key.saga(), eventId, key.id(), key.saga()));
	}

	@Override
	public void save(SagaInstance saga, long previousVersion, List<SagaStep> steps) {
		if (previousVersion == 0) {
			insert(saga);
		}
		else if (update(saga, previousVersion) == 0) {
			throw faster(saga, null);
		}
		this.jdbc.batchUpdate(
				"insert into " + this.steps
						+ " (id, saga, step, kind, name, event_id, detail, done_at) values (?, ?, ?, ?, ?, ?, ?, "
						+ this.now + ")",
				steps.stream()
					.map((step) -> new Object[] { saga.key().id(), saga.key().saga(), step.number(), step.kind().name(),
							step.name(), step.eventId(), (step.detail() != null) ? cut(step.detail()) : null })
					.toList());
	}

	private void insert(SagaInstance saga) {
		try {
			this.jdbc.update(
					"insert into " + this.sagas + " (id, saga, version, status, state, compensations, deadlines,"
							+ " next_deadline, started_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, " + this.now
							+ ", " + this.now + ")",
					saga.key().id(), saga.key().saga(), saga.version(), saga.status().name(), saga.state().toString(),
					mapper.writeValueAsString(saga.compensations()), mapper.writeValueAsString(saga.deadlines()),
					nextDeadline(saga));
		}
		catch (DuplicateKeyException ex) {
			throw faster(saga, ex);
		}
	}

	private int update(SagaInstance saga, long previousVersion) {
		return this.jdbc.update(
				"update " + this.sagas + " set version = ?, status = ?, state = ?, compensations = ?, deadlines = ?,"
						+ " next_deadline = ?, updated_at = " + this.now + " where id = ? and saga = ? and version = ?",
				saga.version(), saga.status().name(), saga.state().toString(),
				mapper.writeValueAsString(saga.compensations()), mapper.writeValueAsString(saga.deadlines()),
				nextDeadline(saga), saga.key().id(), saga.key().saga(), previousVersion);
	}

	private static @Nullable Long nextDeadline(SagaInstance saga) {
		Instant next = saga.nextDeadline();
		return (next != null) ? next.toEpochMilli() : null;
	}

	private static OptimisticLockingFailureException faster(SagaInstance saga, @Nullable Throwable cause) {
		return new OptimisticLockingFailureException(
				"Another step of saga '" + saga.key() + "' was first, so this one was not stored", cause);
	}

	@Override
	public List<SagaStep> history(SagaKey key) {
		return this.jdbc.query(
				"select step, kind, name, event_id, detail, done_at from " + this.steps
						+ " where id = ? and saga = ? order by step",
				(row, number) -> new SagaStep(row.getLong("step"), SagaStep.Kind.valueOf(row.getString("kind")),
						row.getString("name"), row.getString("event_id"), row.getString("detail"),
						Instant.ofEpochMilli(row.getLong("done_at"))),
				key.id(), key.saga());
	}

	@Override
	public void addFailure(SagaKey key, Event event, String failure) {
		String text = cut(failure);
		try {
			this.transactions.run((jdbc) -> {
				if (jdbc.update("update " + this.failures
						+ " set failure = ?, attempts = attempts + 1 where id = ? and saga = ? and event_id = ?", text,
						key.id(), key.saga(), event.id()) == 0) {
					jdbc.update("insert into " + this.failures
							+ " (id, saga, event_id, event, failure, attempts, failing_since) values (?, ?, ?, ?, ?, 1, "
							+ this.now + ")", key.id(), key.saga(), event.id(), mapper.writeValueAsString(event), text);
				}
			});
		}
		catch (DuplicateKeyException ex) {
			// another instance has stored a failure of the same event meanwhile
			addFailure(key, event, failure);
		}
	}

	private static String cut(String text) {
		String printable = text.replace('\0', ' ');
		return (printable.length() > MAX_TEXT) ? printable.substring(0, MAX_TEXT) : printable;
	}

	@Override
	public void removeFailures(SagaKey key, @Nullable String eventId) {
		String delete = "delete from " + this.failures + " where id = ? and saga = ?";
		if (eventId != null) {
			this.jdbc.update(delete + " and event_id = ?", key.id(), key.saga(), eventId);
		}
		else {
			this.jdbc.update(delete, key.id(), key.saga());
		}
	}

	@Override
	public List<SagaFailure> failures(SagaKey key) {
		return this.jdbc.query(
				"select event, failure, attempts, failing_since from " + this.failures
						+ " where id = ? and saga = ? order by failing_since, event_id",
				(row, number) -> new SagaFailure(key, EventReader.read(row.getString("event")),
						row.getString("failure"), row.getInt("attempts"),
						Instant.ofEpochMilli(row.getLong("failing_since"))),
				key.id(), key.saga());
	}

	@Override
	public List<SagaSummary> stuck(StuckLimits limits, int limit) {
		String sql = "select saga, id, status, version, started_at, updated_at, problem from (select stuck.*,"
				+ " row_number() over (partition by saga, id order by since, problem) as place from (" + stuckSagas()
				+ ") stuck) placed where place = 1 order by since, saga, id limit " + limit;
		return this.jdbc.query(sql, JdbcSagaStore::summary, arguments(limits));
	}

	@Override
	public long countStuck(StuckLimits limits) {
		Long count = this.jdbc.queryForObject(
				"select count(*) from (select distinct saga, id from (" + stuckSagas() + ") stuck) counted", Long.class,
				arguments(limits));
		return Objects.requireNonNullElse(count, 0L);
	}

	/**
	 * Three reasons: a step fails, a deadline was missed, nothing happens. A failure may
	 * be older than what became of its saga: another instance can handle the event before
	 * the failure of this one is stored, and a saga that has ended waits for no event.
	 */
	private String stuckSagas() {
		String columns = "select s.saga, s.id, s.status, s.version, s.started_at, s.updated_at, ";
		return "select f.saga, f.id, s.status, s.version, s.started_at, s.updated_at, f.failing_since as since,"
				+ " f.failure as problem from " + this.failures + " f left join " + this.sagas
				+ " s on s.id = f.id and s.saga = f.saga where f.failing_since <= " + this.now
				+ " - ? and (s.status is null or s.status = 'RUNNING') and not exists (select 1 from " + this.steps
				+ " t where t.id = f.id and t.saga = f.saga and t.event_id = f.event_id) union all " + columns
				+ "s.next_deadline as since, 'the deadline has passed' as problem from " + this.sagas
				+ " s where s.status = 'RUNNING' and s.next_deadline <= " + this.now + " - ? union all " + columns
				+ "s.updated_at as since, 'no step and no deadline' as problem from " + this.sagas
				+ " s where s.status = 'RUNNING' and s.next_deadline is null and s.updated_at <= " + this.now + " - ?";
	}

	private static Object[] arguments(StuckLimits limits) {
		return new Object[] { limits.failing().toMillis(), limits.failing().toMillis(), limits.idle().toMillis() };
	}

	@Override
	public List<SagaSummary> latest(String saga, int limit) {
		return this.jdbc.query("select saga, id, status, version, started_at, updated_at, null as problem from "
				+ this.sagas + " where saga = ? order by updated_at desc, id limit " + limit, JdbcSagaStore::summary,
				saga);
	}

	private static SagaSummary summary(ResultSet row, int number) throws SQLException {
		String status = row.getString("status");
		SagaKey key = new SagaKey(row.getString("saga"), row.getString("id"));
		String problem = row.getString("problem");
		return (status != null)
				? new SagaSummary(key, SagaStatus.valueOf(status), row.getLong("version"),
						Instant.ofEpochMilli(row.getLong("started_at")),
						Instant.ofEpochMilli(row.getLong("updated_at")), problem)
				: new SagaSummary(key, null, 0, null, null, problem);
	}

	@Override
	public Map<String, Map<SagaStatus, Long>> counts() {
		Map<String, Map<SagaStatus, Long>> counts = new TreeMap<>();
		this.jdbc.query("select saga, status, count(*) as number_of from " + this.sagas + " group by saga, status",
				(row) -> {
					counts.computeIfAbsent(row.getString("saga"), (saga) -> new EnumMap<>(SagaStatus.class))
						.put(SagaStatus.valueOf(row.getString("status")), row.getLong("number_of"));
				});
		return counts;
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * In the order of their keys, so that no two instances wait for each other.
	 */
	@Override
	public int deleteEnded(Duration retention) {
		return this.transactions.execute((jdbc) -> {
			List<Object[]> keys = jdbc.query(
					"select id, saga from " + this.sagas
							+ " where status in ('COMPLETED', 'COMPENSATED') and updated_at <= " + this.now
							+ " - ? order by updated_at limit " + MAX_DELETED,
					(row, number) -> new Object[] { row.getString("id"), row.getString("saga") }, retention.toMillis());
			keys.sort(Comparator.comparing((key) -> key[1] + ":" + key[0]));
			for (String table : List.of(this.failures, this.steps, this.sagas)) {
				jdbc.batchUpdate("delete from " + table + " where id = ? and saga = ?", keys);
			}
			return keys.size();
		});
	}

}
