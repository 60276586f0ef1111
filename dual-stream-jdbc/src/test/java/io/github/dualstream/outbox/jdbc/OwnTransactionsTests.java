package io.github.dualstream.outbox.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dualstream.MariaDbServer;
import io.github.dualstream.Position;
import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.jdbc.TestTables;
import io.github.dualstream.outbox.CompletionMode;
import io.github.dualstream.outbox.PendingEvent;
import io.github.dualstream.outbox.PendingQuery;
import io.github.dualstream.outbox.RelayLease;
import io.github.dualstream.outbox.RelayRegistry;
import io.github.dualstream.outbox.SentEvent;
import io.github.dualstream.test.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the outbox does by itself is committed, in each database, whatever the connections
 * and the caller's transaction are like, and its clock is the database's, without local
 * time. No connection here commits by itself.
 */
class OwnTransactionsTests {

	private static final Duration LEASE = Duration.ofMinutes(1);

	private static final Map<OutboxDialect, HikariDataSource> pools = new TreeMap<>();

	private static PostgresServer postgres;

	private static MariaDbServer mariaDb;

	@BeforeAll
	static void start() {
		postgres = PostgresServer.start("fsync=off");
		mariaDb = MariaDbServer.start();
		pools.put(OutboxDialect.POSTGRESQL, pool(postgres.jdbcUrl(), "postgres"));
		pools.put(OutboxDialect.MYSQL, pool(mariaDb.url(), "root"));
		pools.put(OutboxDialect.H2, pool("jdbc:h2:mem:own-transactions;DB_CLOSE_DELAY=-1", "sa"));
		pools.forEach((dialect, pool) -> {
			TestTables.createOutbox(pool, dialect.name().toLowerCase(Locale.ROOT));
			commit(pool, (jdbc) -> jdbc.execute("create table business (id int primary key)"));
		});
		describeBerlinToMariaDb();
	}

	private static HikariDataSource pool(String url, String user) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(url);
		pool.setUsername(user);
		pool.setAutoCommit(false);
		// that of a caller and one more
		pool.setMaximumPoolSize(2);
		return pool;
	}

	@AfterEach
	void clear() {
		pools.values().forEach((pool) -> commit(pool, (jdbc) -> jdbc.update("delete from dual_stream_outbox_archive")));
	}

	@AfterAll
	static void stop() {
		pools.values().forEach(HikariDataSource::close);
		postgres.close();
		mariaDb.close();
	}

	@ParameterizedTest
	@EnumSource
	void whenConnectionsDoNotCommitByThemselvesThenTheOutboxDoes(OutboxDialect dialect) {
		serveOneEvent(dialect, pools.get(dialect));
	}

	@ParameterizedTest
	@EnumSource
	void whenConnectionsAreLazyThenTheOutboxCommits(OutboxDialect dialect) {
		serveOneEvent(dialect, new LazyConnectionDataSourceProxy(pools.get(dialect)));
	}

	@ParameterizedTest
	@EnumSource
	void whenTheCallersTransactionRollsBackThenWhatTheOutboxDidStays(OutboxDialect dialect) {
		DataSource pool = pools.get(dialect);
		TransactionTemplate caller = new TransactionTemplate(new JdbcTransactionManager(pool));
		caller.executeWithoutResult((status) -> {
			new JdbcTemplate(pool).update("insert into business (id) values (1)");
			serveOneEvent(dialect, pool);
			status.setRollbackOnly();
		});

		assertThat(count(pool, "business")).isZero();
		assertThat(count(pool, "dual_stream_outbox_archive")).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void whenTransactionsAreSerializableThenRelaysShareTheSlots(OutboxDialect dialect) {
		try (HikariDataSource serializable = pool(pools.get(dialect).getJdbcUrl(), pools.get(dialect).getUsername())) {
			serializable.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
			RelayRegistry registry = new JdbcRelayRegistry(serializable, dialect, TableNames.DEFAULT);
			long first = registry.join("first", LEASE);
			long second = registry.join("second", LEASE);
			registry.claim(first, 40);
			registry.claim(second, 40);
			registry.release(first, Set.of(0, 1, 2));
			registry.claim(second, 40);

			assertThat(registry.slotsOf(first)).hasSize(37);
			assertThat(registry.slotsOf(second)).hasSize(27);
			registry.leave(first);
			registry.leave(second);
		}
	}

	/** From the row to the archive, and all that may come between. */
	private static void serveOneEvent(OutboxDialect dialect, DataSource dataSource) {
		DataSource pool = pools.get(dialect);
		commit(pool, (jdbc) -> jdbc.update("insert into dual_stream_outbox (slot, stored_at, id, aggregatetype,"
				+ " aggregateid, type, payload, event_time) values (1, 1, 'discarded', 'order', '1', 'order.placed',"
				+ " '{}', '2026-02-03T04:05:06Z'), (2, 1, 'sent', 'order', '2', 'order.placed', '{}',"
				+ " '2026-02-03T04:05:06Z')"));
		JdbcOutboxStore store = new JdbcOutboxStore(dataSource, dialect, TableNames.DEFAULT, CompletionMode.ARCHIVE,
				Duration.ofDays(1));
		RelayRegistry registry = new JdbcRelayRegistry(dataSource, dialect, TableNames.DEFAULT);

		long epoch = registry.join("relay", LEASE);
		assertThat(registry.renew(epoch, LEASE)).isTrue();
		registry.claim(epoch, RelayRegistry.SLOTS);
		assertThat(registry.leases()).extracting(RelayLease::slots).containsExactly(RelayRegistry.SLOTS);
		registry.release(epoch, List.of(63));
		assertThat(registry.slotsOf(epoch)).hasSize(63);
		List<PendingEvent> events = store.read(new PendingQuery(registry.slotsOf(epoch), Set.of(), Set.of(), 10));
		events.forEach((event) -> store.giveUp(epoch, event.number(), "no"));
		assertThat(store.failed(0, 10)).hasSize(2);
		assertThat(store.discard(events.get(0).number())).isTrue();
		assertThat(store.retry(events.get(1).number())).isTrue();
		store.giveUp(epoch, events.get(1).number(), "no");
		assertThat(store.retryAll()).isEqualTo(1);
		assertThat(store.counts().pending()).isEqualTo(1);
		assertThat(store.remove(epoch, List.of(new SentEvent(events.get(1), new Position("events", 0, 0))))).isTrue();
		assertThat(registry.countLive()).isEqualTo(1);
		registry.leave(epoch);
		assertThat(registry.leases()).isEmpty();
		assertThat(count(pool, "dual_stream_outbox")).isZero();

		commit(pool, (jdbc) -> jdbc
			.update("insert into dual_stream_outbox_archive (seq, sent_at, position, stored_at, id, aggregatetype,"
					+ " aggregateid, type, payload) values (0, 1, 'p', 1, 'old', 'order', '1', 'order.placed', '{}')"));
		store.deleteOld();
		assertThat(count(pool, "dual_stream_outbox_archive")).isEqualTo(1);
	}

	private static void commit(DataSource pool, Consumer<JdbcTemplate> work) {
		TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
		transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		transaction.executeWithoutResult((status) -> work.accept(new JdbcTemplate(pool)));
	}

	private static int count(DataSource pool, String table) {
		return new JdbcTemplate(pool).queryForObject("select count(*) from " + table, Integer.class);
	}

	@ParameterizedTest
	@EnumSource
	void clockDoesNotDependOnTheZoneOfTheSession(OutboxDialect dialect) {
		commit(pools.get(dialect), (jdbc) -> {
			for (String zone : List.of("+09:00", "-03:30", "+01:00")) {
				jdbc.execute(switch (dialect) {
					case POSTGRESQL -> "set local time zone interval '" + zone + "' hour to minute";
					case MYSQL -> "set time_zone = '" + zone + "'";
					case H2 -> "set time zone '" + zone + "'";
				});
				long before = System.currentTimeMillis();
				Long now = jdbc.queryForObject("select " + dialect.now(), Long.class);
				// H2's clock is that of the beginning of the transaction
				assertThat(now).isBetween(before - 60_000, System.currentTimeMillis() + 1);
			}
			jdbc.execute(switch (dialect) {
				case POSTGRESQL -> "set local time zone default";
				case MYSQL -> "set time_zone = default";
				case H2 -> "set time zone local";
			});
		});
	}

	/** Both jumps of Europe/Berlin, at 01:00 UTC. */
	@ParameterizedTest
	@ValueSource(strings = { "2026-10-25T00:59:59.250Z", "2026-10-25T01:00:00.500Z", "2026-10-25T01:30:00.750Z",
			"2026-10-25T02:00:00.125Z", "2026-03-29T00:59:59.875Z", "2026-03-29T01:00:00Z" })
	void clockOfMariaDbDoesNotJumpWithSummerTime(Instant instant) {
		commit(pools.get(OutboxDialect.MYSQL), (jdbc) -> {
			jdbc.execute("set time_zone = 'Europe/Berlin', timestamp = " + instant.toEpochMilli() / 1e3);
			Long now = jdbc.queryForObject("select " + OutboxDialect.MYSQL.now(), Long.class);
			jdbc.execute("set time_zone = default, timestamp = default");
			assertThat(now).isEqualTo(instant.toEpochMilli());
		});
	}

	/** So that the test above could fail. */
	@Test
	void localTimeOfMariaDbIsAmbiguousAfterTheJumpBack() {
		commit(pools.get(OutboxDialect.MYSQL), (jdbc) -> {
			Instant instant = Instant.parse("2026-10-25T01:30:00Z");
			jdbc.execute("set time_zone = 'Europe/Berlin', timestamp = " + instant.getEpochSecond());
			Long local = jdbc.queryForObject("select unix_timestamp(cast(now() as char))", Long.class);
			jdbc.execute("set time_zone = default, timestamp = default");
			assertThat(local).isEqualTo(instant.getEpochSecond() - 3600);
		});
	}

	private static void describeBerlinToMariaDb() {
		commit(pools.get(OutboxDialect.MYSQL), (jdbc) -> {
			jdbc.execute("insert into mysql.time_zone values (1000, 'N')");
			jdbc.execute("insert into mysql.time_zone_name values ('Europe/Berlin', 1000)");
			jdbc.execute("insert into mysql.time_zone_transition_type values (1000, 0, 3600, 0, 'CET'),"
					+ " (1000, 1, 7200, 1, 'CEST')");
			Map<String, Integer> jumps = Map.of("2025-10-26T01:00:00Z", 0, "2026-03-29T01:00:00Z", 1,
					"2026-10-25T01:00:00Z", 0);
			jumps.forEach((instant, type) -> jdbc.execute("insert into mysql.time_zone_transition values (1000, "
					+ Instant.parse(instant).getEpochSecond() + ", " + type + ")"));
		});
	}

}
