package io.github.dualstream.aggregate.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dualstream.BinaryData;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.RejectedException;
import io.github.dualstream.Source;
import io.github.dualstream.TraceContext;
import io.github.dualstream.aggregate.ConcurrencyException;
import io.github.dualstream.aggregate.Snapshot;
import io.github.dualstream.aggregate.VersionedEvent;
import io.github.dualstream.codec.EventAppender;
import io.github.dualstream.codec.TestRecords;
import io.github.dualstream.harness.history.Outcome;
import io.github.dualstream.harness.history.StreamAppend;
import io.github.dualstream.harness.history.StreamEvent;
import io.github.dualstream.harness.history.StreamVersions;
import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.jdbc.TestTables;
import io.github.dualstream.outbox.CommitNotifier;
import io.github.dualstream.outbox.CompletionMode;
import io.github.dualstream.outbox.Relay;
import io.github.dualstream.outbox.RelayListener;
import io.github.dualstream.outbox.RelaySettings;
import io.github.dualstream.outbox.jdbc.JdbcOutboxStore;
import io.github.dualstream.outbox.jdbc.JdbcRelayRegistry;
import io.github.dualstream.outbox.jdbc.JdbcTransactionListener;
import io.github.dualstream.outbox.jdbc.OutboxDialect;
import io.github.dualstream.schedule.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * What {@link JdbcEventStore} promises, in a database. Each test has a stream of its own.
 */
abstract class EventStoreScenarios {

	private static final int THREADS = 6;

	private static final int APPENDS = 15;

	private final HikariDataSource database;

	private final OutboxDialect dialect;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final CollectingLog log = new CollectingLog();

	final Source source = new Source("order", "größe-" + UUID.randomUUID());

	private final JdbcOutboxStore outbox;

	Relay relay;

	JdbcEventStore store;

	EventStoreScenarios(HikariDataSource database, String platform) {
		this.database = database;
		this.dialect = OutboxDialect.of(platform);
		this.jdbc = new JdbcTemplate(database);
		JdbcTransactionManager manager = new JdbcTransactionManager(database);
		JdbcTransactionListener.addTo(manager);
		this.transaction = new TransactionTemplate(manager);
		TestTables.createOutbox(database, platform);
		this.outbox = outbox(CompletionMode.DELETE);
	}

	static HikariDataSource pool(String url, String user) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(url);
		pool.setUsername(user);
		// not every application's connections commit by themselves
		pool.setAutoCommit(false);
		pool.setMaximumPoolSize(THREADS + 2);
		return pool;
	}

	private JdbcOutboxStore outbox(CompletionMode mode) {
		return new JdbcOutboxStore(this.database, this.dialect, TableNames.DEFAULT, mode, Duration.ofDays(1));
	}

	@BeforeEach
	void create() {
		this.relay = relay(this.outbox);
		this.store = store(this.outbox, this.relay);
	}

	private Relay relay(JdbcOutboxStore outbox) {
		return new Relay(outbox, new JdbcRelayRegistry(this.database, this.dialect, TableNames.DEFAULT),
				TestRecords.appender(this.log), (event, position) -> {
				}, new RelaySettings(50, Duration.ofMillis(100), Duration.ofSeconds(5), 3, Duration.ofMillis(50)),
				RelayListener.of(List.of()), CommitNotifier.NONE, new Threads());
	}

	private JdbcEventStore store(JdbcOutboxStore outbox, CommitNotifier notifier) {
		EventAppender appender = TestRecords.appender(this.log);
		return new JdbcEventStore(this.database, this.dialect, TableNames.DEFAULT, outbox, appender, notifier);
	}

	@AfterEach
	void stop() {
		this.relay.stop();
		this.transaction.executeWithoutResult((status) -> this.jdbc.update("delete from dual_stream_outbox"));
	}

	@Test
	void eventsAreLoadedAsTheyWereAppended() {
		Event full = Event.builder()
			.source(this.source)
			.type("order.placed")
			.data(JsonData.of("{\"total\": 1.50, \"name\":\"ä☃\" }"))
			.time(Instant.parse("2026-02-03T04:05:06.123456789Z"))
			.version("2")
			.correlationId("conversation")
			.causationId("cause")
			.traceContext(new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=b"))
			.extension("tenant", "größe")
			.build();
		List<VersionedEvent> appended = this.store.append(this.source, 0, List.of(full, event("a"), event("b")));
		List<VersionedEvent> loaded = this.store.load(this.source);
		assertThat(loaded).usingRecursiveComparison().isEqualTo(appended);
		assertThat(loaded).extracting(VersionedEvent::version).containsExactly(1L, 2L, 3L);
		assertThat(loaded.get(0)).usingRecursiveComparison().isEqualTo(VersionedEvent.of(1, full));
		assertThat(this.store.load(this.source, 2)).hasSize(2);
		assertThat(this.store.load(this.source, 2, 2)).extracting((event) -> event.event().id()).containsExactly("a");
		assertThat(this.store.load(this.source, full.time())).hasSize(1);
		assertThat(this.store.load(new Source("another", this.source.id()))).isEmpty();
	}

	@Test
	void whenTheTransactionRollsBackThenNothingIsLeft() {
		this.store.append(this.source, 0, List.of(event("first")));
		this.transaction.executeWithoutResult((status) -> {
			this.store.append(this.source, 1, List.of(event("a"), event("b")));
			this.store.append(this.source, 3, List.of(event("c")));
			this.store.save(this.source, new Snapshot(4, "f", JsonData.of("{}")));
			assertThat(this.store.load(this.source)).hasSize(4);
			status.setRollbackOnly();
		});
		assertThat(this.store.load(this.source)).hasSize(1);
		assertThat(this.store.find(this.source)).isEmpty();
		assertThat(referringRows()).isEqualTo(1);
	}

	@Test
	void whenASavepointRollsBackThenOnlyWhatFollowedItIsGone() {
		this.transaction.executeWithoutResult((status) -> {
			this.store.append(this.source, 0, List.of(event("a")));
			Object savepoint = status.createSavepoint();
			this.store.append(this.source, 1, List.of(event("b")));
			status.rollbackToSavepoint(savepoint);
			this.store.append(this.source, 1, List.of(event("c")));
		});
		assertThat(this.store.load(this.source)).extracting((event) -> event.event().id()).containsExactly("a", "c");
		assertThat(referringRows()).isEqualTo(2);
	}

	int referringRows() {
		return this.transaction.execute((status) -> this.jdbc.queryForObject(
				"select count(*) from dual_stream_outbox where aggregateid = ? and stream_version is not null"
						+ " and payload is null",
				Integer.class, this.source.id()));
	}

	@Test
	void whenTheStreamEndsElsewhereThenThatIsAConflictAndNothingIsAppended() {
		this.store.append(this.source, 0, List.of(event("a"), event("b")));
		for (long expected : new long[] { 0, 1, 3, 17 }) {
			assertThatExceptionOfType(ConcurrencyException.class)
				.isThrownBy(() -> this.store.append(this.source, expected, List.of(event("c"), event("d"))))
				.withMessageContaining("'" + this.source + "'")
				.withMessageContaining("version " + expected)
				.satisfies((conflict) -> assertThat(conflict.expectedVersion()).isEqualTo(expected));
		}
		assertThat(this.store.load(this.source)).hasSize(2);
		assertThat(referringRows()).isEqualTo(2);
	}

	@Test
	void whenAConflictIsSwallowedThenTheTransactionDoesNotCommit() {
		this.store.append(this.source, 0, List.of(event("a")));
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> this.transaction.executeWithoutResult(this::appendTooFarAndSwallow));
		assertThat(this.store.load(this.source)).hasSize(1);
	}

	private void appendTooFarAndSwallow(TransactionStatus status) {
		assertThatExceptionOfType(ConcurrencyException.class)
			.isThrownBy(() -> this.store.append(this.source, 5, List.of(event("b"))));
	}

	@Test
	void anEventThatIsNotValidIsRefusedAndNothingIsAppended() {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> this.store.append(this.source, 0,
				List.of(event("a"), Event.of("order", this.source.id(), "order.placed", "x".repeat(2 * 1024 * 1024)))));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.store.append(this.source, 0,
					List.of(event("a"), Event.of("order", "another", "order.placed", Map.of()))))
			.withMessageContaining("order:another");
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> this.store.append(this.source, 0,
					List.of(event("a"),
							Event.of("order", this.source.id(), "order.placed", BinaryData.of(new byte[] { 1 })))))
			.withMessageContaining("not JSON");
		assertThat(this.store.load(this.source)).isEmpty();
		assertThat(this.store.append(this.source, 0, List.of())).isEmpty();
	}

	@Test
	void theRelaySendsWholeEventsInTheOrderOfVersionsWhateverFails() {
		this.log.refused = (event) -> this.log.events.isEmpty() && !event.sourceId().equals("another");
		this.relay.start();
		this.store.append(this.source, 0, List.of(event("a"), event("b")));
		this.transaction.executeWithoutResult((status) -> this.store.append(this.source, 2, List.of(event("c"))));
		this.store.append(new Source("order", "another"), this.store.load(new Source("order", "another")).size(),
				List.of(Event.of("order", "another", "order.placed", Map.of())));
		await().until(() -> this.log.versionsOf(this.source.id()).size() == 3);
		assertThat(this.log.versionsOf(this.source.id())).containsExactly("1", "2", "3");
		assertThat(this.log.events.stream().filter((event) -> event.id().equals("c")).findFirst().orElseThrow())
			.usingRecursiveComparison()
			.isEqualTo(this.store.load(this.source).get(2).event());
		await().until(() -> referringRows() == 0);
		assertThat(this.store.load(this.source)).hasSize(3);
	}

	@Test
	void moreEventsThanFitIntoOneStatementAreAppendedAndSentInTheirOrder() {
		List<Event> many = IntStream.range(0, 450).mapToObj((i) -> event("many-" + i)).toList();
		this.store.append(this.source, 0, many.subList(0, 3));
		assertThatExceptionOfType(ConcurrencyException.class)
			.isThrownBy(() -> this.store.append(this.source, 4, many.subList(3, many.size())));
		this.store.append(this.source, 3, many.subList(3, many.size()));
		this.relay.start();
		await().atMost(Duration.ofMinutes(1)).until(() -> referringRows() == 0);
		assertThat(this.store.load(this.source)).extracting(VersionedEvent::event)
			.extracting(Event::id)
			.containsExactlyElementsOf(many.stream().map(Event::id).toList());
		assertThat(this.log.versionsOf(this.source.id()))
			.containsExactlyElementsOf(IntStream.rangeClosed(1, 450).mapToObj(String::valueOf).toList());
	}

	@Test
	void anEventThatWasGivenUpIsListedAndSentAgain() {
		this.log.refused = (event) -> event.id().equals("bad");
		this.relay.start();
		this.store.append(this.source, 0, List.of(event("bad")));
		await().until(() -> {
			Source other = new Source("order", UUID.randomUUID().toString());
			this.store.append(other, 0, List.of(Event.of("order", other.id(), "order.placed", Map.of())));
			return this.outbox.counts().failed() == 1;
		});
		assertThat(this.outbox.failed(0, 10)).singleElement()
			.satisfies((failed) -> assertThat(failed.source()).isEqualTo(this.source));
		this.log.refused = (event) -> false;
		this.outbox.retryAll();
		await().until(() -> this.log.versionsOf(this.source.id()).equals(List.of("1")));
	}

	@Test
	void anArchivedRowRefersToItsEvent() {
		JdbcOutboxStore archiving = outbox(CompletionMode.ARCHIVE);
		Relay relay = relay(archiving);
		store(archiving, relay).append(this.source, 0, List.of(event("archived")));
		relay.start();
		try {
			await().until(() -> this.transaction.execute((status) -> this.jdbc.queryForObject(
					"select count(*) from dual_stream_outbox_archive where aggregateid = ? and payload is null",
					Integer.class, this.source.id())) == 1);
		}
		finally {
			relay.stop();
		}
	}

	@Test
	void aSnapshotReplacesThePreviousOne() {
		assertThat(this.store.find(this.source)).isEmpty();
		this.store.save(this.source, new Snapshot(3, "f", JsonData.of("{\"paid\":1}")));
		Snapshot second = new Snapshot(6, "g", JsonData.of("{\"paid\":\"ä\"}"));
		this.transaction.executeWithoutResult((status) -> this.store.save(this.source, second));
		assertThat(this.store.find(this.source)).contains(second);
	}

	@Test
	void concurrentAppendsHaveOneOrderWithoutGaps() throws Exception {
		this.relay.start();
		List<StreamAppend> appends = new CopyOnWriteArrayList<>();
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		List<Future<Void>> outcomes = new ArrayList<>();
		for (int thread = 0; thread < THREADS; thread++) {
			int number = thread;
			outcomes.add(threads.submit((Callable<Void>) () -> {
				appendOften(number, appends);
				return null;
			}));
		}
		for (Future<Void> outcome : outcomes) {
			outcome.get();
		}
		threads.shutdown();
		await().until(() -> referringRows() == 0);

		assertThat(appends.stream().filter((append) -> append.outcome() == Outcome.ACKNOWLEDGED))
			.hasSizeGreaterThanOrEqualTo(THREADS * APPENDS);
		assertThat(appends.stream().filter((append) -> append.outcome() == Outcome.FAILED)).isNotEmpty();
		assertThat(StreamVersions.check(appends, stored(), this.log.records(this.source.id()))).isEmpty();
	}

	/**
	 * Append until enough appends have succeeded: alone, in a transaction that commits,
	 * or in one that rolls back. Any failure but a conflict fails the test.
	 */
	private void appendOften(int thread, List<StreamAppend> appends) {
		int successes = 0;
		for (int i = 0; successes < APPENDS; i++) {
			long expected = this.store.load(this.source).size();
			List<Event> events = List.of(event("t" + thread + "-" + i + "a"), event("t" + thread + "-" + i + "b"));
			boolean inTransaction = i % 2 == 0;
			boolean rollback = i % 5 == 2;
			Outcome outcome = rollback ? Outcome.FAILED : Outcome.ACKNOWLEDGED;
			try {
				if (inTransaction || rollback) {
					this.transaction.executeWithoutResult((status) -> {
						this.store.append(this.source, expected, events);
						if (rollback) {
							status.setRollbackOnly();
						}
					});
				}
				else {
					this.store.append(this.source, expected, events);
				}
			}
			catch (ConcurrencyException ex) {
				outcome = Outcome.FAILED;
			}
			appends.add(new StreamAppend(this.source.toString(), expected, events.stream().map(Event::id).toList(),
					outcome));
			successes += (outcome == Outcome.ACKNOWLEDGED) ? 1 : 0;
		}
	}

	private List<StreamEvent> stored() {
		return this.store.load(this.source)
			.stream()
			.map((event) -> new StreamEvent(this.source.toString(), event.version(), event.event().id()))
			.toList();
	}

	Event event(String id) {
		return Event.builder().id(id).source(this.source).type("order.changed").data(Map.of("n", id)).build();
	}

}
