package io.github.dualstream.projection.jdbc;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.codec.DataSerializers;
import io.github.dualstream.codec.EventAppender;
import io.github.dualstream.codec.TestRecords;
import io.github.dualstream.consumer.DataReader;
import io.github.dualstream.consumer.listener.EventMethods;
import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.jdbc.TestTables;
import io.github.dualstream.outbox.jdbc.OutboxDialect;
import io.github.dualstream.projection.Checkpoint;
import io.github.dualstream.projection.Generation;
import io.github.dualstream.projection.GenerationStatus;
import io.github.dualstream.projection.InvalidProjectionException;
import io.github.dualstream.projection.ProjectionDefinition;
import io.github.dualstream.projection.ProjectionHandler;
import io.github.dualstream.projection.ProjectionStatus;
import io.github.dualstream.projection.ProjectionStore;
import io.github.dualstream.projection.Projections;
import io.github.dualstream.projection.Skipped;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordKey;
import io.github.dualstream.transport.memory.InMemoryLog;
import io.github.dualstream.transport.memory.InMemoryLogReaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * What projections promise, in a database. Each test has a log, a projection and a table
 * of its own.
 */
abstract class ProjectionScenarios {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final int PARTITIONS = 3;

	private static final int SOURCES = 7;

	private final HikariDataSource database;

	private final String platform;

	private final JdbcTemplate jdbc;

	private final String name = "summary-" + UUID.randomUUID();

	private final String table = "summary_" + UUID.randomUUID().toString().replace('-', '_');

	private final InMemoryLog log = new InMemoryLog(Clock.systemUTC(), PARTITIONS, 100_000);

	private final EventAppender appender = TestRecords.appender(this.log);

	private final List<Projections> instances = new ArrayList<>();

	/** Last position of each partition. */
	private final Map<Integer, Position> ends = new TreeMap<>();

	private int published;

	ProjectionScenarios(HikariDataSource database, String platform) {
		this.database = database;
		this.platform = platform;
		this.jdbc = new JdbcTemplate(database);
		TestTables.createProjections(database, platform);
	}

	static HikariDataSource pool(String url, String user) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(url);
		pool.setUsername(user);
		// as several applications have it
		pool.setAutoCommit(false);
		pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
		pool.setMaximumPoolSize(12);
		return pool;
	}

	@BeforeEach
	void createTable() {
		execute("create table " + this.table
				+ " (generation integer not null, source varchar(20) not null, orders integer not null,"
				+ " primary key (generation, source))");
	}

	private void execute(String statement) {
		new TransactionTemplate(new JdbcTransactionManager(this.database))
			.executeWithoutResult((status) -> this.jdbc.execute(statement));
	}

	@AfterEach
	void stop() {
		this.instances.forEach(Projections::stop);
	}

	@Test
	void eachEventTakesEffectOnce() throws Exception {
		Position last = publish(500);
		Projections projections = start(new Summary());
		assertThat(projections.await(this.name, last, PATIENCE)).isTrue();
		awaitAll(projections);
		last = publish(500);
		assertThat(projections.await(this.name, last, PATIENCE)).isTrue();
		awaitAll(projections);
		assertThat(projections.generation(this.name)).isOne();
	}

	@Test
	void whenInstancesComeAndGoThenEachEventTakesEffectOnce() {
		Projections one = start(new Summary());
		for (int i = 0; i < 5; i++) {
			publish(200);
			Projections other = start(new Summary());
			publish(200);
			one.stop();
			one = other;
		}
		awaitAll(one);
	}

	@Test
	void whenAnEventIsInTheLogAgainThenItTakesEffectOnce() throws Exception {
		Event event = Event.of("order", "source-1", "order.placed", Map.of());
		append(event);
		append(event);
		this.published++;
		Projections one = start(new Summary());
		assertThat(one.await(this.name, append(event), PATIENCE)).isTrue();
		assertThat(seen()).isEqualTo(this.published);
		// an instance that has handled none of them
		one.stop();
		publish(10);
		Projections other = start(new Summary());
		assertThat(other.await(this.name, append(event), PATIENCE)).isTrue();
		assertThat(other.await(this.name, publish("source-1"), PATIENCE)).isTrue();
		awaitAll(other);
		other.rebuild(this.name);
		await().atMost(PATIENCE).until(() -> other.generation(this.name) == 2);
		assertThat(other.await(this.name, append(event), PATIENCE)).isTrue();
		awaitAll(other);
	}

	@Test
	void whenAHandlerFailsThenItsPartitionWaitsVisiblyAndNothingIsLost() throws Exception {
		Summary failing = new Summary();
		failing.failing = "source-1";
		Position before = publish("source-1");
		Projections projections = start(failing);
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(projections.status(this.name).building()).isNotNull()
				.satisfies((status) -> assertThat(status.failures()).singleElement()
					.satisfies((failure) -> assertThat(failure.position()).isEqualTo(before.toString()))));
		assertThat(projections.status(this.name).isStuck()).isTrue();
		assertThat(projections.generation(this.name)).isZero();
		Position after = publish("source-1");
		assertThat(projections.await(this.name, after, Duration.ofMillis(300))).isFalse();

		failing.failing = null;
		assertThat(projections.await(this.name, after, PATIENCE)).isTrue();
		awaitAll(projections);
		await().atMost(PATIENCE).until(() -> !projections.status(this.name).isStuck());
	}

	@Test
	void whenOneEventOfABatchFailsThenTheOthersTakeEffectOnce() {
		Summary failing = new Summary();
		failing.failures.set(3);
		publish(300);
		awaitAll(start(failing));
		assertThat(failing.failures).hasNonPositiveValue();
	}

	@Test
	void aRebuildIsSeenWhenItIsComplete() throws Exception {
		Summary summary = new Summary();
		Projections projections = start(summary);
		publish(100);
		awaitAll(projections);
		summary.gate = new CountDownLatch(1);
		ProjectionStatus status = projections.rebuild(this.name);
		assertThat(status.building()).isNotNull();
		assertThatIllegalArgumentException().isThrownBy(() -> projections.rebuild(this.name))
			.withMessageContaining("already");
		// the current view goes on meanwhile
		assertThat(projections.await(this.name, publish(100), PATIENCE)).isTrue();
		assertThat(projections.generation(this.name)).isOne();
		assertThat(visible(1)).isEqualTo(expected());

		summary.gate.countDown();
		await().atMost(PATIENCE).until(() -> projections.generation(this.name) == 2);
		assertThat(visible(2)).isEqualTo(expected());
		await().atMost(PATIENCE).until(() -> visible(1).isEmpty());
	}

	@Test
	void aRebuildIsCompletedWhileEventsArrive() throws Exception {
		Projections projections = start(new Summary());
		publish(1000);
		awaitAll(projections);
		projections.rebuild(this.name);
		// a rebuild that does not get the processor would never reach the view
		while (projections.generation(this.name) != 2 && this.published < 4_000) {
			publish(20);
			for (Position last : this.ends.values()) {
				assertThat(projections.await(this.name, last, PATIENCE)).isTrue();
			}
			assertThat(seen()).isEqualTo(this.published);
		}
		await().atMost(PATIENCE).until(() -> projections.generation(this.name) == 2);
		awaitAll(projections);
	}

	@Test
	void whenARebuildIsCancelledThenItsRowsAreDeleted() {
		Summary summary = new Summary();
		Projections projections = start(summary);
		publish(50);
		awaitAll(projections);
		assertThatIllegalArgumentException().isThrownBy(() -> projections.cancel(this.name));
		summary.gate = new CountDownLatch(1);
		projections.rebuild(this.name);
		projections.cancel(this.name);
		summary.gate.countDown();
		await().atMost(PATIENCE).until(() -> visible(2).isEmpty() && checkpoints(2) == 0);
		assertThat(projections.generation(this.name)).isOne();
		projections.rebuild(this.name);
		await().atMost(PATIENCE).until(() -> projections.generation(this.name) == 3);
		awaitAll(projections);
	}

	@Test
	void aHigherVersionIsBuiltBesideTheViewAndSurvivesRestarts() {
		Projections first = start(new Summary());
		publish(100);
		awaitAll(first);
		Summary gated = new Summary();
		gated.gate = new CountDownLatch(1);
		Projections second = start(gated, 2);
		await().atMost(PATIENCE).until(() -> second.status(this.name).building() != null);
		publish(100);
		assertThat(second.generation(this.name)).isOne();
		gated.gate.countDown();
		second.stop();
		first.stop();
		Projections third = start(new Summary(), 2);
		await().atMost(PATIENCE).until(() -> third.generation(this.name) == 2);
		awaitAll(third);
	}

	@Test
	void whileItIsPausedNothingIsHandled() throws Exception {
		Projections projections = start(new Summary());
		publish(10);
		awaitAll(projections);
		assertThat(projections.pause(this.name).paused()).isTrue();
		// another instance is not told, and looks
		await().atMost(PATIENCE).until(() -> {
			int before = total(1);
			Position last = publish(1);
			return !projections.await(this.name, last, Duration.ofMillis(500)) && total(1) == before;
		});
		projections.resume(this.name);
		awaitAll(projections);
	}

	@Test
	void aSlowRebuildShowsItsProgressAndIsPausedBeforeItsEnd() {
		Summary summary = new Summary();
		Projections projections = start(summary);
		publish(600);
		awaitAll(projections);
		summary.delay = Duration.ofMillis(10);
		projections.rebuild(this.name);
		await().atMost(PATIENCE).until(() -> {
			GenerationStatus building = projections.status(this.name).building();
			return building != null && building.done() > 0 && building.remaining() > 0;
		});
		projections.pause(this.name);
		// a transaction takes half of this time
		await().atMost(PATIENCE).until(() -> {
			int before = total(2);
			return !projections.await(this.name, new Position("events", 0, Long.MAX_VALUE), Duration.ofMillis(500))
					&& total(2) == before;
		});
		assertThat(total(2)).isPositive().isLessThan(this.published);
		assertThat(projections.generation(this.name)).isOne();
		summary.delay = Duration.ZERO;
		projections.resume(this.name);
		await().atMost(PATIENCE).until(() -> projections.generation(this.name) == 2);
		awaitAll(projections);
	}

	@Test
	void whenTheTopicIsCreatedAgainThenItsNewEventsAreHandled() {
		Projections projections = start(new Summary());
		publish(100);
		awaitAll(projections);
		this.log.deleteTopic("events");
		publish(10);
		awaitAll(projections);
		// a rebuild has the events of the new topic only
		projections.rebuild(this.name);
		await().atMost(PATIENCE).until(() -> projections.generation(this.name) == 2);
		assertThat(total(2)).isEqualTo(10);
	}

	@Test
	void whenAnEventFailsInOneInstanceThenAnotherOneHandlesIt() throws Exception {
		Summary failing = new Summary();
		failing.failing = "source-1";
		Projections one = start(failing);
		publish(1);
		awaitAll(one);
		Position last = publish("source-1");
		await().atMost(PATIENCE).until(() -> one.status(this.name).isStuck());
		Projections other = start(new Summary());
		assertThat(other.await(this.name, last, PATIENCE)).isTrue();
		await().atMost(PATIENCE).until(() -> !one.status(this.name).isStuck());
		awaitAll(other);
	}

	@Test
	void whenEventsAreDeletedBeforeTheyAreHandledThenTheirPartitionsWaitUntilTheyAreSkipped() {
		Projections projections = start(new Summary());
		publish(30);
		awaitAll(projections);
		projections.stop();
		publish(30);
		deleteAll();
		publish(10);
		Projections other = start(new Summary());
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(active(other).failures()).hasSize(PARTITIONS)
				.allSatisfy((failure) -> assertThat(failure.message()).contains("deleted")));
		assertThat(total(1)).isEqualTo(30);

		skipAll(other, active(other));
		this.published -= 30;
		awaitAll(other);
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(active(other).skipped()).hasSize(PARTITIONS)
				.allSatisfy((skipped) -> assertThat(skipped.eventId()).isNull()));
	}

	@Test
	void whenTheBeginningOfTheLogIsGoneThenARebuildWaitsAndTheViewStays() {
		Projections projections = start(new Summary());
		publish(30);
		awaitAll(projections);
		deleteAll();
		projections.rebuild(this.name);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(building(projections).failures()).hasSize(PARTITIONS));
		publish(10);
		awaitAll(projections);
		assertThat(projections.generation(this.name)).isOne();
		projections.cancel(this.name);
		projections.rebuild(this.name);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(building(projections)).satisfies((status) -> {
			assertThat(status.generation()).isEqualTo(3);
			assertThat(status.failures()).hasSize(PARTITIONS);
		}));

		skipAll(projections, building(projections));
		await().atMost(PATIENCE).until(() -> projections.generation(this.name) == 3);
		assertThat(total(3)).isEqualTo(10);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(active(projections).skipped()).hasSize(PARTITIONS));
	}

	@Test
	void anEventThatFailsIsSkippedOnRequestAndARebuildHandlesItAgain() throws Exception {
		Summary failing = new Summary();
		Projections projections = start(failing);
		publish(10);
		awaitAll(projections);
		failing.failing = "poison";
		Position poison = publish("poison");
		Position after = publish("source-1");
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(active(projections).failures()).singleElement()
				.satisfies((failure) -> assertThat(failure.position()).isEqualTo(poison.toString())));
		String eventId = Objects.requireNonNull(active(projections).failures().get(0).eventId());
		assertThatIllegalArgumentException().isThrownBy(() -> projections.skip(this.name, poison, "another-id"))
			.withMessageContaining(poison.toString())
			.withMessageContaining(eventId);
		assertThatIllegalArgumentException().isThrownBy(() -> projections.skip(this.name, after, eventId));
		assertThat(total(1)).isLessThan(this.published);

		projections.skip(this.name, poison, eventId);
		assertThat(projections.await(this.name, after, PATIENCE)).isTrue();
		assertThat(visible(1)).doesNotContainKey("poison");
		projections.stop();
		failing.failing = null;
		Projections other = start(failing);
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(active(other).skipped())
				.containsExactly(new Skipped(poison, poison.offset() + 1, eventId)));
		assertThat(other.status(this.name).isStuck()).isFalse();
		other.rebuild(this.name);
		await().atMost(PATIENCE).until(() -> other.generation(this.name) == 2);
		assertThat(visible(2)).containsEntry("poison", 1);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(active(other).skipped()).isEmpty());
	}

	@Test
	void pauseAndCancelSurviveRestarts() throws Exception {
		Summary gated = new Summary();
		Projections first = start(gated);
		publish(10);
		awaitAll(first);
		first.pause(this.name);
		first.stop();
		Position last = publish(5);
		Projections second = start(gated);
		assertThat(second.status(this.name).paused()).isTrue();
		assertThat(second.await(this.name, last, Duration.ofSeconds(2))).isFalse();
		second.rebuild(this.name);
		second.stop();
		Projections third = start(gated);
		assertThat(third.status(this.name).building()).isNotNull();
		assertThat(third.generation(this.name)).isOne();
		third.cancel(this.name);
		third.resume(this.name);
		third.stop();
		Projections fourth = start(gated);
		awaitAll(fourth);
		assertThat(fourth.status(this.name).building()).isNull();
		assertThat(fourth.status(this.name).paused()).isFalse();
		assertThat(fourth.generation(this.name)).isOne();
	}

	@Test
	void whenOnlyOlderHandlersRunThenTheViewFallsBehindVisiblyUntilTheyRebuildIt() throws Exception {
		Projections newer = start(new Summary(), 2);
		publish(30);
		awaitAll(newer);
		newer.stop();
		Projections older = start(new Summary(), 1);
		await().atMost(PATIENCE).until(() -> older.status(this.name).active() != null);
		assertThat(older.status(this.name)).satisfies((status) -> {
			assertThat(status.version()).isOne();
			assertThat(status.viewVersion()).isEqualTo(2);
			assertThat(status.unattended()).isFalse();
		});
		publish(10);
		await().atMost(PATIENCE).until(() -> older.status(this.name).unattended());
		assertThat(active(older).remaining()).isPositive();
		assertThat(total(1)).isEqualTo(30);

		older.rebuild(this.name);
		await().atMost(PATIENCE).until(() -> older.generation(this.name) == 2);
		awaitAll(older);
		await().atMost(PATIENCE).until(() -> !older.status(this.name).unattended());
	}

	@Test
	void whileAnInstanceHasNewerHandlersThenOlderOnesDoNotComplain() {
		Projections newer = start(new Summary(), 2);
		Projections older = start(new Summary(), 1);
		publish(30);
		awaitAll(newer);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(active(older).remaining()).isZero());
		assertThat(older.status(this.name).unattended()).isFalse();
	}

	@Test
	void rowsOfAnOldGenerationAreDeletedInPieces() {
		ProjectionStore store = store();
		store.start(this.name, 1);
		Generation old = new Generation(this.name, 1);
		store.add(old, List.of(new Checkpoint(new LogPartition("events", 0), "", 0, 0, 0)));
		store.start(this.name, 2);
		new TransactionTemplate(new JdbcTransactionManager(this.database)).executeWithoutResult((status) -> {
			List<Object[]> rows = IntStream.range(0, 6000)
				.mapToObj((i) -> new Object[] { 1 + i % 6 / 5, "source-" + i, i })
				.toList();
			this.jdbc.batchUpdate("insert into " + this.table + " (generation, source, orders) values (?, ?, ?)", rows);
			this.jdbc.batchUpdate("insert into " + this.table + " (generation, source, orders) values (?, ?, ?)",
					IntStream.range(0, 1000).mapToObj((i) -> new Object[] { 1, "other-" + i, i }).toList());
		});
		assertThat(store.removeUnneeded(this.name, List.of(this.table))).isTrue();
		assertThat(visible(1)).hasSize(1000);
		assertThat(checkpoints(1)).isOne();
		assertThat(store.removeUnneeded(this.name, List.of(this.table))).isFalse();
		assertThat(visible(1)).isEmpty();
		assertThat(checkpoints(1)).isZero();
		assertThat(visible(2)).hasSize(1000);
	}

	@Test
	void whenOldRowsCannotBeDeletedThenARebuildIsCompletedNevertheless() {
		Projections projections = start(new Summary());
		publish(10);
		awaitAll(projections);
		execute("create table " + this.table + "_detail (generation integer not null, source varchar(20) not null,"
				+ " foreign key (generation, source) references " + this.table + " (generation, source))");
		execute("insert into " + this.table + "_detail select generation, source from " + this.table);
		projections.rebuild(this.name);
		await().atMost(PATIENCE).until(() -> projections.generation(this.name) == 2);
		projections.rebuild(this.name);
		await().atMost(PATIENCE).until(() -> projections.generation(this.name) == 3);
		assertThat(visible(1)).isNotEmpty();
	}

	@Test
	void recordsThatAreNoEventsAndUnknownTypesAreIgnored() throws Exception {
		Projections projections = start(new Summary());
		this.log
			.append(new NewRecord("events", null, RecordKey.of("source-1"), List.of(),
					"no event".getBytes(StandardCharsets.UTF_8), "foreign record"))
			.join();
		this.appender.append(this.appender.encode(Event.of("order", "source-1", "order.unheard-of", Map.of()))).join();
		assertThat(projections.await(this.name, publish("source-1"), PATIENCE)).isTrue();
		awaitAll(projections);
		assertThat(projections.status(this.name).isStuck()).isFalse();
	}

	@Test
	void partitionsThatAreAddedAreReadFromTheirBeginning() throws Exception {
		io.github.dualstream.feed.InMemoryLog growing = new io.github.dualstream.feed.InMemoryLog("events", 1);
		Summary summary = new Summary();
		Projections projections = start(summary, 1, growing);
		append(growing, 10, 0);
		await().atMost(PATIENCE).until(() -> total(1) == 10 && projections.generation(this.name) == 1);
		growing.growTo(2);
		append(growing, 10, 1);
		await().atMost(PATIENCE).until(() -> total(1) == 20);

		summary.gate = new CountDownLatch(1);
		projections.rebuild(this.name);
		await().atMost(PATIENCE).until(() -> checkpoints(2) == 2);
		growing.growTo(3);
		Position last = append(growing, 10, 2);
		assertThat(projections.await(this.name, last, PATIENCE)).isTrue();
		assertThat(total(1)).isEqualTo(30);
		summary.gate.countDown();
		await().atMost(PATIENCE).until(() -> projections.generation(this.name) == 2);
		assertThat(total(2)).isEqualTo(30);
	}

	@Test
	void whenTheLogHasLostHandledEventsThenItWaitsUntilItIsRebuilt() {
		io.github.dualstream.feed.InMemoryLog losing = new io.github.dualstream.feed.InMemoryLog("events", 1);
		Projections before = start(new Summary(), 1, losing);
		append(losing, 9, 0);
		Position last = append(losing, 1, 0);
		await().atMost(PATIENCE).until(() -> total(1) == 10 && before.generation(this.name) == 1);
		before.stop();
		losing.lose(last);
		append(losing, 5, 0);
		Projections projections = start(new Summary(), 1, losing);
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(active(projections).failures()).singleElement()
				.satisfies((failure) -> assertThat(failure.message()).contains("rebuild")));
		Position waiting = Position.parse(active(projections).failures().get(0).position());
		assertThatIllegalArgumentException().isThrownBy(() -> projections.skip(this.name, waiting, null));
		projections.rebuild(this.name);
		await().atMost(PATIENCE).until(() -> projections.generation(this.name) == 2);
		await().atMost(PATIENCE).until(() -> total(2) == 14);
		await().atMost(PATIENCE).until(() -> !projections.status(this.name).isStuck());
	}

	@Test
	void whenARecordCannotBeReadThenItsPartitionWaitsUntilItIsSkipped() {
		io.github.dualstream.feed.InMemoryLog unreadable = new io.github.dualstream.feed.InMemoryLog("events", 2);
		Projections projections = start(new Summary(), 1, unreadable);
		append(unreadable, 5, 0);
		await().atMost(PATIENCE).until(() -> total(1) == 5 && projections.generation(this.name) == 1);
		projections.stop();
		Position tooLarge = append(unreadable, 1, 0);
		unreadable.setUnreadable(tooLarge);
		append(unreadable, 1, 0);
		Projections other = start(new Summary(), 1, unreadable);
		append(unreadable, 5, 1);
		await().atMost(PATIENCE).until(() -> total(1) == 10 && other.status(this.name).isStuck());
		other.skip(this.name, tooLarge, null);
		await().atMost(PATIENCE).until(() -> total(1) == 11);
	}

	private Position append(io.github.dualstream.feed.InMemoryLog other, int count, int partition) {
		Position last = null;
		for (int i = 0; i < count; i++) {
			last = other.append(Event.of("order", "source-" + i, "order.placed", Map.of()), partition);
		}
		return last;
	}

	private void deleteAll() {
		for (int i = 0; i < PARTITIONS; i++) {
			LogPartition partition = new LogPartition("events", i);
			this.log.deleteBefore(partition,
					this.log.records("events")
						.stream()
						.filter((record) -> record.position().partition() == partition.number())
						.mapToLong((record) -> record.position().offset() + 1)
						.max()
						.orElse(0));
		}
	}

	private void skipAll(Projections projections, GenerationStatus generation) {
		generation.failures()
			.forEach((failure) -> projections.skip(this.name, Position.parse(failure.position()), failure.eventId()));
	}

	private GenerationStatus active(Projections projections) {
		return Objects.requireNonNull(projections.status(this.name).active());
	}

	private GenerationStatus building(Projections projections) {
		return Objects.requireNonNull(projections.status(this.name).building());
	}

	@Test
	void whenTheTableHasNoGenerationsThenTheStartFailsAndNamesIt() {
		execute("create table " + this.table + "_plain (source varchar(20) not null)");
		assertThatExceptionOfType(InvalidProjectionException.class)
			.isThrownBy(() -> instance(new InMemoryLogReaders(this.log))
				.register(definition(new Summary(), 1, this.table + "_plain")))
			.withMessageContaining(this.table + "_plain");
	}

	@Test
	void whenAPositionIsOfAnotherTopicThenAwaitSaysSo() {
		Projections projections = start(new Summary());
		assertThatIllegalArgumentException()
			.isThrownBy(() -> projections.await(this.name, new Position("other", 0, 0), PATIENCE))
			.withMessageContaining("other");
		assertThatIllegalArgumentException().isThrownBy(() -> projections.rebuild("unknown"))
			.withMessageContaining(this.name);
	}

	private Projections start(Summary summary) {
		return start(summary, 1);
	}

	private Projections start(Summary summary, int version) {
		return start(summary, version, new InMemoryLogReaders(this.log));
	}

	private Projections start(Summary summary, int version, LogReaders readers) {
		Projections projections = instance(readers);
		projections.register(definition(summary, version, this.table));
		projections.start();
		return projections;
	}

	private ProjectionStore store() {
		return new JdbcProjectionStore(this.jdbc, new JdbcTransactionManager(this.database),
				OutboxDialect.of(this.platform), TableNames.DEFAULT);
	}

	private Projections instance(LogReaders readers) {
		Projections projections = new Projections(store(), readers, 50, new Threads());
		this.instances.add(projections);
		return projections;
	}

	private ProjectionDefinition definition(Summary summary, int version, String table) {
		EventMethods methods = new EventMethods(summary, ProjectionHandler.class, Generation.class,
				new DataReader(new JsonMapper(), new DataSerializers(List.of())), null,
				new DefaultListableBeanFactory());
		try {
			methods.add(Summary.class.getDeclaredMethod("placed", Event.class, Generation.class), List.of("order"),
					List.of("order.placed"));
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
		return new ProjectionDefinition(this.name, version, Set.of("events"), List.of(table), methods);
	}

	private Position publish(int count) {
		Position last = null;
		for (int i = 0; i < count; i++) {
			last = publish("source-" + this.published % SOURCES);
		}
		return last;
	}

	private Position publish(String source) {
		this.published++;
		append(Event.of("order", source, "order.ignored", Map.of()));
		return append(Event.of("order", source, "order.placed", Map.of()));
	}

	private Position append(Event event) {
		Position position = this.appender.append(this.appender.encode(event)).join();
		this.ends.put(position.partition(), position);
		return position;
	}

	private void awaitAll(Projections projections) {
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(total(projections.generation(this.name))).isEqualTo(this.published));
	}

	/** Sum of a generation. */
	private int total(int generation) {
		return visible(generation).values().stream().mapToInt(Integer::intValue).sum();
	}

	/** Sum of what readers see, in one statement. */
	private int seen() {
		return this.jdbc.queryForObject(
				"select sum(s.orders) from " + this.table
						+ " s join dual_stream_projection p on p.generation = s.generation where p.projection = ?",
				Integer.class, this.name);
	}

	private Map<String, Integer> expected() {
		Map<String, Integer> expected = new TreeMap<>();
		for (int i = 0; i < this.published; i++) {
			expected.merge("source-" + i % SOURCES, 1, Integer::sum);
		}
		return expected;
	}

	private Map<String, Integer> visible(int generation) {
		Map<String, Integer> rows = new TreeMap<>();
		this.jdbc.query("select source, orders from " + this.table + " where generation = ?", (row) -> {
			rows.put(row.getString(1), row.getInt(2));
		}, generation);
		return rows;
	}

	private int checkpoints(int generation) {
		return this.jdbc.queryForObject(
				"select count(*) from dual_stream_projection_partition where projection = ? and generation = ?",
				Integer.class, this.name, generation);
	}

	/**
	 * Projection whose increments show an event that takes effect twice.
	 */
	final class Summary {

		private volatile String failing;

		private final AtomicInteger failures = new AtomicInteger();

		/** Keeps generations above the first from being built. */
		private volatile CountDownLatch gate = new CountDownLatch(0);

		/** Time that an event of such a generation takes. */
		private volatile Duration delay = Duration.ZERO;

		@ProjectionHandler(types = "order.placed", sourceTypes = "order")
		void placed(Event event, Generation generation) throws InterruptedException {
			if (generation.number() > 1 && !this.gate.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				throw new IllegalStateException("The gate remained closed");
			}
			// a sleep of no time gives way to other processes, for each event
			if (generation.number() > 1 && !this.delay.isZero()) {
				Thread.sleep(this.delay.toMillis());
			}
			JdbcTemplate jdbc = ProjectionScenarios.this.jdbc;
			String table = ProjectionScenarios.this.table;
			if (jdbc.update("update " + table + " set orders = orders + 1 where generation = ? and source = ?",
					generation.number(), event.sourceId()) == 0) {
				jdbc.update("insert into " + table + " (generation, source, orders) values (?, ?, 1)",
						generation.number(), event.sourceId());
			}
			if (event.sourceId().equals(this.failing)) {
				throw new IllegalStateException("as the test wants");
			}
			if (this.failures.getAndDecrement() == 1) {
				throw new IllegalStateException("once, after some successes");
			}
		}

	}

}
