package io.github.dualstream.outbox;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.NoData;
import io.github.dualstream.MariaDbServer;
import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.TraceContext;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.codec.EventAppender;
import io.github.dualstream.codec.TestRecords;
import io.github.dualstream.consumer.jdbc.JdbcProcessedEvents;
import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.jdbc.TestTables;
import io.github.dualstream.outbox.jdbc.JdbcOutboxStore;
import io.github.dualstream.outbox.jdbc.JdbcRelayRegistry;
import io.github.dualstream.outbox.jdbc.OutboxDialect;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.test.PostgresServer;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.NewRecord;
import liquibase.integration.spring.SpringLiquibase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Scripts and names of the tables in each database. Each test has tables of its own, and
 * none has tables with the default names.
 */
class SchemaTests {

	private static final Map<String, DataSource> databases = new LinkedHashMap<>();

	private static PostgresServer postgres;

	private static MariaDbServer mariaDb;

	@BeforeAll
	static void start() {
		postgres = PostgresServer.start("fsync=off");
		mariaDb = MariaDbServer.start();
		databases.put("h2", new DriverManagerDataSource("jdbc:h2:mem:schema;DB_CLOSE_DELAY=-1"));
		databases.put("postgresql", new DriverManagerDataSource(postgres.jdbcUrl()));
		databases.put("mysql", new DriverManagerDataSource(mariaDb.url(), "root", ""));
	}

	@AfterAll
	static void stop() {
		postgres.close();
		mariaDb.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "postgresql", "mysql" })
	void numberedScriptsMakeTheSameTablesAsTheInitializer(String platform) {
		DataSource database = databases.get(platform);
		TestTables.create(database, platform, new TableNames(null, "created_"));
		TestTables.migrate(database, platform, 1, "numbered_");
		TestTables.migrate(database, platform, 2, "numbered_");
		TestTables.migrate(database, platform, 3, "numbered_");
		TestTables.migrate(database, platform, 4, "numbered_");
		TestTables.migrate(database, platform, 5, "numbered_");
		TestTables.migrate(database, platform, 6, "numbered_");

		assertThat(tables(database, "numbered_")).isEqualTo(tables(database, "created_"))
			.containsKeys("outbox", "outbox_archive", "outbox_relay", "outbox_lease", "processed_event", "event",
					"snapshot", "outbox_scheduled", "saga", "saga_step", "saga_failure", "projection",
					"projection_partition", "projection_skip");
		assertThat(count(database, "numbered_outbox_lease")).isEqualTo(count(database, "created_outbox_lease"))
			.isEqualTo(RelayRegistry.SLOTS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "postgresql", "mysql" })
	void flywayRunsTheNumberedScriptsInAHistoryOfTheirOwn(String platform) {
		DataSource database = databases.get(platform);
		Flyway application = Flyway.configure()
			.dataSource(database)
			.locations("classpath:application-migration")
			.table("flyway_application_history")
			.baselineOnMigrate(true)
			.baselineVersion("0")
			.load();
		FlywayMigrationStrategy strategy = dualStreamMigrations(platform);
		strategy.migrate(application);
		// MySQL would fail on a script that runs twice
		strategy.migrate(application);

		assertThat(tables(database, "flyway_")).containsKeys("outbox", "outbox_archive", "outbox_relay", "outbox_lease",
				"processed_event", "event", "snapshot", "outbox_scheduled", "saga", "saga_step", "saga_failure",
				"projection", "projection_partition", "projection_skip");
		serveOneEvent(database, platform, new TableNames(null, "flyway_"));
	}

	/** The strategy that the documentation shows. */
	private static FlywayMigrationStrategy dualStreamMigrations(String platform) {
		return (application) -> {
			application.migrate();
			Flyway.configure()
				.configuration(application.getConfiguration())
				.locations("classpath:io/github/dualstream/migration/" + platform)
				.table("flyway_dual_stream_history")
				.baselineOnMigrate(true)
				.baselineVersion("0")
				.placeholders(Map.of("dualStreamPrefix", "flyway_"))
				.load()
				.migrate();
		};
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "postgresql", "mysql" })
	void liquibaseIncludesTheNumberedScripts(String platform) throws Exception {
		DataSource database = databases.get(platform);
		for (int i = 0; i < 2; i++) {
			SpringLiquibase liquibase = liquibase(database);
			liquibase.setChangeLogParameters(Map.of("dualStreamPrefix", "liquibase_"));
			liquibase.afterPropertiesSet();
		}

		assertThat(tables(database, "liquibase_")).containsKeys("outbox", "outbox_archive", "outbox_relay",
				"outbox_lease", "processed_event", "event", "snapshot", "outbox_scheduled", "saga", "saga_step",
				"saga_failure", "projection", "projection_partition", "projection_skip");
		serveOneEvent(database, platform, new TableNames(null, "liquibase_"));
	}

	private static SpringLiquibase liquibase(DataSource database) {
		SpringLiquibase liquibase = new SpringLiquibase();
		liquibase.setDataSource(database);
		liquibase.setChangeLog("classpath:application-migration/changelog.yaml");
		liquibase.setResourceLoader(new DefaultResourceLoader());
		return liquibase;
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "postgresql", "mysql" })
	void whenTheMigrationHasADefaultSchemaThenTheTablesAreThere(String platform) throws Exception {
		DataSource database = databases.get(platform);
		String schema = createSchema(database, platform, "flyway_events");
		Flyway.configure()
			.dataSource(database)
			.defaultSchema(schema)
			.locations("classpath:io/github/dualstream/migration/" + platform)
			.placeholders(Map.of("dualStreamPrefix", "dual_stream_"))
			.load()
			.migrate();
		serveOneEvent(database, platform, new TableNames("flyway_events", "dual_stream_"));

		// elsewhere, Liquibase runs scripts in the schema of the connection
		if (platform.equals("postgresql")) {
			SpringLiquibase liquibase = liquibase(database);
			liquibase.setDefaultSchema(createSchema(database, platform, "liquibase_events"));
			liquibase.afterPropertiesSet();
			serveOneEvent(database, platform, new TableNames("liquibase_events", "dual_stream_"));
		}
	}

	/** Returns its name as the database has it, which both tools expect. */
	private static String createSchema(DataSource database, String platform, String name) {
		new JdbcTemplate(database).execute("create schema " + name);
		return platform.equals("h2") ? name.toUpperCase(Locale.ROOT) : name;
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "postgresql", "mysql" })
	void rowsOfOlderTablesAreRelayedWithTheSameBytesAfterTheUpgrade(String platform) {
		DataSource database = databases.get(platform);
		TestTables.migrate(database, platform, 1, "older_");
		List<Event> events = events();
		events.subList(0, 2).forEach((event) -> insertAsBefore(database, "older_", event));
		TestTables.migrate(database, platform, 2, "older_");
		TestTables.migrate(database, platform, 3, "older_");
		TestTables.migrate(database, platform, 5, "older_");
		// by an instance that is not yet replaced
		events.subList(2, 3).forEach((event) -> insertAsBefore(database, "older_", event));

		List<NewRecord> relayed = relayAll(database, platform, new TableNames(null, "older_"), events.size());
		List<NewRecord> direct = new ArrayList<>();
		EventAppender appender = TestRecords.appender(log(direct));
		events.forEach((event) -> appender.append(appender.encode(event)).join());
		assertThat(relayed).hasSameSizeAs(direct);
		for (int i = 0; i < direct.size(); i++) {
			assertThat(relayed.get(i).value()).isEqualTo(direct.get(i).value());
			assertThat(relayed.get(i)).usingRecursiveComparison().isEqualTo(direct.get(i));
		}
		assertThat(count(database, "older_outbox")).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "postgresql", "mysql" })
	void dataOfEachKindIsRelayedWithTheSameBytes(String platform) {
		DataSource database = databases.get(platform);
		TableNames names = new TableNames(null, "kinds_");
		TestTables.create(database, platform, names);
		List<NewRecord> direct = new ArrayList<>();
		EventAppender appender = TestRecords.appender(log(direct));
		List<EncodedEvent> events = Stream
			.of(kind(new byte[] { 0, (byte) 0xff }), kind("größe").contentType("text/plain"), kind(NoData.INSTANCE),
					kind(new byte[0]).contentType("image/png"),
					kind(JsonData.of("[]")).contentType("application/x+json").dataSchema("https://example.com/s"))
			.map((event) -> appender.encode(event.build()))
			.toList();
		new JdbcOutboxStore(database, OutboxDialect.of(platform), names, CompletionMode.DELETE, Duration.ofDays(1))
			.addSeparately(events);
		events.forEach((event) -> appender.append(event).join());
		List<NewRecord> relayed = relayAll(database, platform, names, events.size());
		assertThat(relayed).extracting(NewRecord::value).containsExactlyElementsOf(values(direct));
		assertThat(relayed).extracting(NewRecord::headers)
			.containsExactlyElementsOf(direct.stream().map(NewRecord::headers).toList());
	}

	private static Event.Builder kind(Object data) {
		return Event.builder().source("order", "1").type("order.placed").data(data);
	}

	private static List<byte[]> values(List<NewRecord> records) {
		return records.stream().map(NewRecord::value).toList();
	}

	private static List<Event> events() {
		return List.of(
				Event.builder()
					.source("order", "größe/東京")
					.type("order.placed")
					.data(JsonData.of("{\"total\": 1.50, \"name\":\"ä☃\\u0000\uD83D\uDE80\" }"))
					.time(Instant.parse("2026-02-03T04:05:06.123456789Z"))
					.version("v2")
					.correlationId("conversation")
					.causationId("cause")
					.traceContext(new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=b"))
					.extension("tenant", "größe \"1\"")
					.build(),
				Event.of("order", "2", "order.placed", JsonData.of("[]")),
				Event.of("order", "3", "order.placed", JsonData.of("null")));
	}

	/** The statement of instances that do not know the columns of script 2. */
	private static void insertAsBefore(DataSource database, String prefix, Event event) {
		TraceContext trace = event.traceContext();
		new JdbcTemplate(database).update("insert into " + prefix + "outbox (slot, stored_at, id, aggregatetype,"
				+ " aggregateid, type, payload, event_time, data_version, correlation_id, causation_id, traceparent,"
				+ " tracestate, extensions) values (7, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", event.id(),
				event.sourceType(), event.sourceId(), event.type(), event.data().toString(), event.time().toString(),
				event.version(), event.correlationId(), event.causationId(),
				(trace != null) ? trace.traceparent() : null, (trace != null) ? trace.tracestate() : null,
				event.extensions().isEmpty() ? null : "{\"tenant\":\"größe \\\"1\\\"\"}");
	}

	private static List<NewRecord> relayAll(DataSource database, String platform, TableNames names, int expected) {
		List<NewRecord> records = new CopyOnWriteArrayList<>();
		OutboxDialect dialect = OutboxDialect.of(platform);
		JdbcOutboxStore store = new JdbcOutboxStore(database, dialect, names, CompletionMode.DELETE,
				Duration.ofDays(1));
		Relay relay = new Relay(store, new JdbcRelayRegistry(database, dialect, names),
				TestRecords.appender(log(records)), (event, position) -> {
				}, new RelaySettings(100, Duration.ofMillis(100), Duration.ofSeconds(5), 3, Duration.ofMillis(50)),
				RelayListener.of(List.of()), CommitNotifier.NONE, new Threads());
		relay.start();
		try {
			await().until(() -> records.size() == expected);
			await().until(() -> store.counts().pending() == 0);
		}
		finally {
			relay.stop();
		}
		return records;
	}

	private static EventLog log(List<NewRecord> records) {
		return new EventLog() {

			@Override
			public CompletableFuture<Position> append(NewRecord record) {
				records.add(record);
				return CompletableFuture.completedFuture(new Position("events", 0, records.size()));
			}

			@Override
			public void flush() {
			}

		};
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "postgresql", "mysql" })
	void whenTablesHaveASchemaThenEveryStatementNamesIt(String platform) throws Exception {
		DataSource database = databases.get(platform);
		TableNames names = new TableNames("Events", "Shop_");
		new JdbcTemplate(database).execute("create schema " + names.schema());
		TestTables.create(database, platform, names);
		// they may exist
		TestTables.create(database, platform, names);
		serveOneEvent(database, platform, names);

		JdbcProcessedEvents processed = new JdbcProcessedEvents(new JdbcTemplate(database),
				new JdbcTransactionManager(database), names, Duration.ofDays(1));
		List<String> ids = new ArrayList<>();
		processed.process("group", List.of("1", "2"), ids::addAll);
		processed.process("group", List.of("2", "3"), ids::addAll);
		assertThat(ids).containsExactly("1", "2", "3");
	}

	/** From the call to the archive, and all that may come between. */
	private static void serveOneEvent(DataSource database, String platform, TableNames names) {
		OutboxDialect dialect = OutboxDialect.of(platform);
		JdbcOutboxStore store = new JdbcOutboxStore(database, dialect, names, CompletionMode.ARCHIVE, Duration.ZERO);
		JdbcRelayRegistry registry = new JdbcRelayRegistry(database, dialect, names);
		Event event = Event.of("order", "1", "order.placed", "data");
		store.addSeparately(List.of(new EncodedEvent(event, "{}".getBytes(StandardCharsets.UTF_8))));
		assertThat(store.waiting(List.of(event.source()))).containsExactly(event.source());

		long epoch = registry.join("relay", Duration.ofMinutes(1));
		assertThat(registry.renew(epoch, Duration.ofMinutes(1))).isTrue();
		assertThat(registry.countLive()).isOne();
		registry.claim(epoch, RelayRegistry.SLOTS);
		registry.release(epoch, List.of(63));
		registry.claim(epoch, 1);
		assertThat(registry.slotsOf(epoch)).hasSize(RelayRegistry.SLOTS);
		assertThat(registry.leases()).hasSize(1);
		PendingEvent pending = store
			.read(new PendingQuery(registry.slotsOf(epoch), Set.of(-1L), Set.of(new Source("a", "b")), 10))
			.get(0);
		store.giveUp(epoch, pending.number(), "no");
		assertThat(store.failed(0, 10)).hasSize(1);
		assertThat(store.counts().failed()).isOne();
		assertThat(store.retry(pending.number())).isTrue();
		assertThat(store.retryAll()).isZero();
		assertThat(store.discard(pending.number())).isFalse();
		assertThat(store.remove(epoch, List.of(new SentEvent(pending, new Position("events", 0, 0))))).isTrue();
		assertThat(store.remove(epoch, List.of(new SentEvent(pending, new Position("events", 0, 0))))).isTrue();
		assertThat(new JdbcTemplate(database).queryForObject(
				"select content_type from " + names.of("outbox_archive") + " where id = ?", String.class, event.id()))
			.isEqualTo("application/json");
		await().untilAsserted(() -> {
			store.deleteOld();
			assertThat(count(database, names.of("outbox_archive"))).isZero();
		});
		registry.leave(epoch);
	}

	private static int count(DataSource database, String table) {
		return new JdbcTemplate(database).queryForObject("select count(*) from " + table, Integer.class);
	}

	/**
	 * Columns and indexes of the tables with a prefix, by the name without it.
	 */
	private static Map<String, Set<String>> tables(DataSource database, String prefix) {
		return new JdbcTemplate(database).execute((ConnectionCallback<Map<String, Set<String>>>) (connection) -> {
			Map<String, Set<String>> tables = new LinkedHashMap<>();
			DatabaseMetaData metaData = connection.getMetaData();
			for (String table : names(connection, prefix)) {
				Set<String> content = new TreeSet<>();
				try (ResultSet columns = metaData.getColumns(connection.getCatalog(), connection.getSchema(), table,
						null)) {
					while (columns.next()) {
						content.add("column " + columns.getString("COLUMN_NAME") + " " + columns.getString("TYPE_NAME")
								+ "(" + columns.getInt("COLUMN_SIZE") + ") " + columns.getString("IS_NULLABLE") + " "
								+ withoutPrefix(String.valueOf(columns.getString("COLUMN_DEF")), prefix));
					}
				}
				try (ResultSet indexes = metaData.getIndexInfo(connection.getCatalog(), connection.getSchema(), table,
						false, true)) {
					while (indexes.next()) {
						content.add("index "
								+ withoutPrefix(String.valueOf(indexes.getString("INDEX_NAME")), prefix)
									.replaceAll("(?i)PRIMARY_KEY_\\w+", "primary")
								+ " " + indexes.getInt("ORDINAL_POSITION") + " " + indexes.getString("COLUMN_NAME"));
					}
				}
				tables.put(withoutPrefix(table, prefix), content);
			}
			return tables;
		});
	}

	private static List<String> names(Connection connection, String prefix) throws SQLException {
		List<String> names = new ArrayList<>();
		try (ResultSet tables = connection.getMetaData()
			.getTables(connection.getCatalog(), connection.getSchema(), null, new String[] { "TABLE", "BASE TABLE" })) {
			while (tables.next()) {
				names.add(tables.getString("TABLE_NAME"));
			}
		}
		return names.stream().filter((name) -> name.toLowerCase(Locale.ROOT).startsWith(prefix)).toList();
	}

	private static String withoutPrefix(String name, String prefix) {
		return name.toLowerCase(Locale.ROOT).replace(prefix, "");
	}

}
