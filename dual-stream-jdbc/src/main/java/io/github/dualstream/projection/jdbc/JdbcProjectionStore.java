package io.github.dualstream.projection.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.dualstream.Position;
import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.outbox.jdbc.OutboxDialect;
import io.github.dualstream.projection.Checkpoint;
import io.github.dualstream.projection.Generation;
import io.github.dualstream.projection.InvalidProjectionException;
import io.github.dualstream.projection.ProjectionState;
import io.github.dualstream.projection.ProjectionStore;
import io.github.dualstream.projection.Skipped;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.PrintableText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Store of projections in tables of the application's database. The row of a partition is
 * locked while its events are handled, so that one instance at a time handles them; no
 * clock is involved.
 */
public final class JdbcProjectionStore implements ProjectionStore {

	private static final Logger logger = LoggerFactory.getLogger(JdbcProjectionStore.class);

	private static final String OF_GENERATION = " where projection = ? and generation = ?";

	private static final String OF_PARTITION = OF_GENERATION + " and topic = ? and topic_partition = ?";

	/** Rows of a generation that are deleted in one transaction, for each table. */
	private static final int MAX_REMOVED = 5000;

	private final JdbcOperations jdbc;

	private final PlatformTransactionManager transactions;

	private final TransactionTemplate ownTransaction;

	private final String projections;

	private final String partitions;

	private final String skips;

	private final OutboxDialect dialect;

	/**
	 * Create the store.
	 * @param jdbc access to the database
	 * @param transactions transaction manager of the views
	 * @param dialect SQL dialect of the database
	 * @param names names of the tables
	 */
	public JdbcProjectionStore(JdbcOperations jdbc, PlatformTransactionManager transactions, OutboxDialect dialect,
			TableNames names) {
		this.jdbc = jdbc;
		this.dialect = dialect;
		this.transactions = transactions;
		this.ownTransaction = new TransactionTemplate(transactions);
		this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.projections = names.of("projection");
		this.partitions = names.of("projection_partition");
		this.skips = names.of("projection_skip");
	}

	@Override
	public void requireTables(String projection, Collection<String> tables) {
		for (String table : tables) {
			try {
				this.jdbc.queryForList("select generation from " + table + " where 1 = 0");
			}
			catch (BadSqlGrammarException ex) {
				throw new InvalidProjectionException(
						"Projection '" + projection + "' has a table '" + table
								+ "' that is missing, or has no column 'generation' ("
								+ PrintableText.ofInnermostCause(ex) + ")",
						"Create it with a column 'generation integer not null' as part of its primary key.");
			}
			catch (DataAccessException ex) {
				logger.warn("Could not check table '{}' of projection '{}': {}", table, projection,
						PrintableText.ofInnermostCause(ex));
			}
		}
	}

	@Override
	public ProjectionState start(String projection, int version) {
		ProjectionState state = state(projection, "");
		if (state == null) {
			try {
				inOwnTransaction(() -> this.jdbc.update("insert into " + this.projections
						+ " (projection, generation, version, building, building_version, latest, paused)"
						+ " values (?, 0, 0, 1, ?, 1, ?)", projection, version, false));
			}
			catch (DuplicateKeyException ex) {
				logger.debug("Another instance began to build projection '{}'", projection);
			}
		}
		else if (version > Math.max(state.version(), state.buildingVersion())) {
			inOwnTransaction(() -> begin(projection, version));
		}
		else {
			return state;
		}
		return Objects.requireNonNull(state(projection, ""));
	}

	/** A generation that older handlers have not completed is replaced. */
	private boolean begin(String projection, int version) {
		ProjectionState locked = state(projection, " for update");
		return locked != null && version > Math.max(locked.version(), locked.buildingVersion())
				&& build(projection, version);
	}

	/** In this order, as MySQL has the new value of a column in assignments after it. */
	private boolean build(String projection, int version) {
		return this.jdbc.update(
				"update " + this.projections
						+ " set building = latest + 1, latest = latest + 1, building_version = ? where projection = ?",
				version, projection) == 1;
	}

	private @Nullable ProjectionState state(String projection, String lock) {
		return DataAccessUtils.singleResult(this.jdbc.query(
				"select generation, version, building, building_version, paused from " + this.projections
						+ " where projection = ?" + lock,
				(row, number) -> new ProjectionState(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4),
						row.getBoolean(5)),
				projection));
	}

	@Override
	public boolean rebuild(String projection, int version) {
		return inOwnTransaction(() -> {
			ProjectionState state = state(projection, " for update");
			return state != null && state.building() == 0 && build(projection, version);
		});
	}

	@Override
	public boolean cancel(String projection) {
		return inOwnTransaction(() -> this.jdbc.update("update " + this.projections
				+ " set building = 0, building_version = 0 where projection = ? and building > 0 and generation > 0",
				projection)) == 1;
	}

	@Override
	public void pause(String projection, boolean paused) {
		inOwnTransaction(() -> this.jdbc.update("update " + this.projections + " set paused = ? where projection = ?",
				paused, projection));
	}

	@Override
	public Map<LogPartition, Checkpoint> checkpoints(Generation generation) {
		return checkpoints(generation, "");
	}

	private Map<LogPartition, Checkpoint> checkpoints(Generation generation, String lock) {
		return this.jdbc
			.query("select topic, topic_partition, topic_identity, begin_offset, next_offset, target_offset from "
					+ this.partitions + OF_GENERATION + " order by topic, topic_partition" + lock,
					JdbcProjectionStore::checkpoint, generation.projection(), generation.number())
			.stream()
			.collect(Collectors.toMap(Checkpoint::partition, (checkpoint) -> checkpoint, (one, other) -> one,
					LinkedHashMap::new));
	}

	private static Checkpoint checkpoint(ResultSet row, int number) throws SQLException {
		return new Checkpoint(new LogPartition(row.getString(1), row.getInt(2)), row.getString(3), row.getLong(4),
				row.getLong(5), row.getLong(6));
	}

	@Override
	public void add(Generation generation, Collection<Checkpoint> checkpoints) {
		try {
			inOwnTransaction(() -> {
				// the lock keeps a generation from becoming unneeded meanwhile
				ProjectionState state = state(generation.projection(), " for update");
				if (state == null
						|| (state.active() != generation.number() && state.building() != generation.number())) {
					return 0;
				}
				Map<LogPartition, Checkpoint> known = checkpoints(generation);
				List<Object[]> rows = checkpoints.stream()
					.filter((checkpoint) -> !known.containsKey(checkpoint.partition()))
					.map((checkpoint) -> new Object[] { generation.projection(), generation.number(),
							checkpoint.partition().topic(), checkpoint.partition().number(), checkpoint.identity(),
							checkpoint.begin(), checkpoint.next(), checkpoint.target() })
					.toList();
				this.jdbc.batchUpdate("insert into " + this.partitions
						+ " (projection, generation, topic, topic_partition, topic_identity, begin_offset,"
						+ " next_offset, target_offset) values (?, ?, ?, ?, ?, ?, ?, ?)", rows);
				return rows.size();
			});
		}
		catch (DuplicateKeyException ex) {
			logger.debug("Another instance added partitions of projection '{}'", generation.projection());
		}
	}

	@Override
	public void replace(Generation generation, Checkpoint current, Checkpoint replacement) {
		LogPartition partition = current.partition();
		inOwnTransaction(() -> this.jdbc.update(
				"update " + this.partitions
						+ " set topic_identity = ?, begin_offset = ?, next_offset = ?, target_offset = ?" + OF_PARTITION
						+ " and topic_identity = ? and next_offset = ?",
				replacement.identity(), replacement.begin(), replacement.next(), replacement.target(),
				generation.projection(), generation.number(), partition.topic(), partition.number(), current.identity(),
				current.next()));
	}

	@Override
	public boolean advance(Generation generation, LogPartition partition, long from, long to, Handling handling)
			throws Exception {
		return inTransaction(() -> {
			if (!isNext(generation, partition, from)) {
				return false;
			}
			handling.run();
			set(generation, partition, to);
			return true;
		});
	}

	/** Lock the checkpoint of a partition, and compare it. */
	private boolean isNext(Generation generation, LogPartition partition, long offset) {
		Long next = DataAccessUtils
			.singleResult(this.jdbc.query("select next_offset from " + this.partitions + OF_PARTITION + " for update",
					(row, number) -> row.getLong(1), generation.projection(), generation.number(), partition.topic(),
					partition.number()));
		return next != null && next == offset;
	}

	private void set(Generation generation, LogPartition partition, long next) {
		this.jdbc.update("update " + this.partitions + " set next_offset = ?" + OF_PARTITION, next,
				generation.projection(), generation.number(), partition.topic(), partition.number());
	}

	@Override
	public boolean skip(Generation generation, long from, Skipped skipped) {
		return inOwnTransaction(() -> {
			LogPartition partition = skipped.partition();
			if (!isNext(generation, partition, from)) {
				return false;
			}
			// of a topic of the same name, which was deleted
			this.jdbc.update("delete from " + this.skips + OF_PARTITION + " and skipped_offset = ?",
					generation.projection(), generation.number(), partition.topic(), partition.number(),
					skipped.position().offset());
			this.jdbc.update(
					"insert into " + this.skips
							+ " (projection, generation, topic, topic_partition, skipped_offset, next_offset, event_id)"
							+ " values (?, ?, ?, ?, ?, ?, ?)",
					generation.projection(), generation.number(), partition.topic(), partition.number(),
					skipped.position().offset(), skipped.next(), skipped.eventId());
			set(generation, partition, skipped.next());
			return true;
		});
	}

	@Override
	public List<Skipped> skipped(Generation generation) {
		return this.jdbc.query(
				"select topic, topic_partition, skipped_offset, next_offset, event_id from " + this.skips
						+ OF_GENERATION + " order by topic, topic_partition, skipped_offset",
				(row, number) -> new Skipped(new Position(row.getString(1), row.getInt(2), row.getLong(3)),
						row.getLong(4), row.getString(5)),
				generation.projection(), generation.number());
	}

	@Override
	public boolean complete(Generation generation, Predicate<Checkpoint> isInLog, long maxGap, Gap gap)
			throws Exception {
		return inTransaction(() -> {
			ProjectionState state = state(generation.projection(), " for update");
			if (state == null || state.building() != generation.number() || state.paused()) {
				return false;
			}
			Map<LogPartition, Checkpoint> seen = checkpoints(new Generation(generation.projection(), state.active()),
					" for update");
			Map<LogPartition, Checkpoint> built = checkpoints(generation, " for update");
			if (built.values().stream().anyMatch((checkpoint) -> checkpoint.next() < checkpoint.target())) {
				return false;
			}
			Map<Checkpoint, Long> behind = behind(built, seen, isInLog);
			if (sizeOf(behind) > maxGap || lacksPartition(built, seen, isInLog)) {
				return false;
			}
			for (Map.Entry<Checkpoint, Long> each : behind.entrySet()) {
				LogPartition partition = each.getKey().partition();
				gap.handle(partition, each.getKey().next(), each.getValue());
				set(generation, partition, each.getValue());
			}
			// MySQL assigns from left to right: the columns are read before they are
			// reset
			this.jdbc.update("update " + this.projections + " set generation = building, version = building_version,"
					+ " building = 0, building_version = 0 where projection = ?", generation.projection());
			return true;
		});
	}

	/**
	 * Checkpoints that readers have seen further, with the offset that they have seen.
	 */
	private static Map<Checkpoint, Long> behind(Map<LogPartition, Checkpoint> built, Map<LogPartition, Checkpoint> seen,
			Predicate<Checkpoint> isInLog) {
		Map<Checkpoint, Long> behind = new LinkedHashMap<>();
		for (Checkpoint checkpoint : built.values()) {
			Checkpoint other = seen.get(checkpoint.partition());
			if (other != null && checkpoint.identity().equals(other.identity()) && checkpoint.next() < other.next()
					&& isInLog.test(other)) {
				behind.put(checkpoint, other.next());
			}
		}
		return behind;
	}

	private static long sizeOf(Map<Checkpoint, Long> behind) {
		return behind.entrySet().stream().mapToLong((each) -> each.getValue() - each.getKey().next()).sum();
	}

	private static boolean lacksPartition(Map<LogPartition, Checkpoint> built, Map<LogPartition, Checkpoint> seen,
			Predicate<Checkpoint> isInLog) {
		return seen.values().stream().anyMatch((other) -> !built.containsKey(other.partition()) && isInLog.test(other));
	}

	@Override
	public boolean removeUnneeded(String projection, Collection<String> tables) {
		List<Integer> unneeded = this.jdbc
			.query("select distinct p.generation from " + this.partitions + " p join " + this.projections
					+ " g on g.projection = p.projection where g.projection = ? and p.generation <> g.generation"
					+ " and p.generation <> g.building", (row, number) -> row.getInt(1), projection);
		for (int number : unneeded) {
			Generation generation = new Generation(projection, number);
			if (inOwnTransaction(() -> removeRows(generation, tables))) {
				return true;
			}
			logger.info("Projection '{}': the rows of generation {} are deleted", projection, number);
		}
		return false;
	}

	/**
	 * Delete rows of a generation, and its checkpoints with the last ones. Their lock
	 * waits for the instance that handles the last events of the generation, and for one
	 * that deletes rows as well.
	 * @return whether there may be more
	 */
	private boolean removeRows(Generation generation, Collection<String> tables) {
		if (checkpoints(generation, " for update").isEmpty()) {
			return false;
		}
		for (String table : tables) {
			if (this.jdbc.update(removalOf(table, generation.number())) == MAX_REMOVED) {
				return true;
			}
		}
		this.jdbc.update("delete from " + this.skips + OF_GENERATION, generation.projection(), generation.number());
		this.jdbc.update("delete from " + this.partitions + OF_GENERATION, generation.projection(),
				generation.number());
		return false;
	}

	/** Statement that deletes up to {@link #MAX_REMOVED} rows. */
	private String removalOf(String table, int generation) {
		String rows = " from " + table + " where generation = " + generation;
		return switch (this.dialect) {
			// partitions of a table have equal ctids
			case POSTGRESQL ->
				"delete" + rows + " and ctid = any (array (select ctid" + rows + " limit " + MAX_REMOVED + "))";
			case MYSQL -> "delete" + rows + " limit " + MAX_REMOVED;
			case H2 -> "delete" + rows + " fetch first " + MAX_REMOVED + " rows only";
		};
	}

	private <T> T inOwnTransaction(Supplier<T> work) {
		return Objects.requireNonNull(this.ownTransaction.execute((status) -> work.get()));
	}

	/** Transaction whose work may throw checked exceptions, which roll it back. */
	private boolean inTransaction(Work work) throws Exception {
		TransactionStatus transaction = this.transactions.getTransaction(new DefaultTransactionDefinition());
		boolean done;
		try {
			done = work.run();
		}
		catch (Throwable ex) {
			rollback(transaction, ex);
			throw ex;
		}
		this.transactions.commit(transaction);
		return done;
	}

	/** Roll back after a failure, which is more informative than a failed rollback. */
	private void rollback(TransactionStatus transaction, Throwable cause) {
		try {
			this.transactions.rollback(transaction);
		}
		catch (RuntimeException ex) {
			cause.addSuppressed(ex);
		}
	}

	/**
	 * Work in a transaction.
	 */
	@FunctionalInterface
	private interface Work {

		boolean run() throws Exception;

	}

}
