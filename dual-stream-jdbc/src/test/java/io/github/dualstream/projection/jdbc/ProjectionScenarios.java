package io.github.dualstream.projection.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

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
import io.github.dualstream.projection.Generation;
import io.github.dualstream.projection.GenerationStatus;
import io.github.dualstream.projection.InvalidProjectionException;
import io.github.dualstream.projection.ProjectionDefinition;
import io.github.dualstream.projection.ProjectionHandler;
import io.github.dualstream.projection.ProjectionStatus;
import io.github.dualstream.projection.Projections;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.LogPartition;
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
		while (projections.generation(this.name) != 2) {
			publish(20);
			for (Position last : this.ends.values()) {
				assertThat(projections.await(this.name, last, PATIENCE)).isTrue();
			}
			assertThat(seen()).isEqualTo(this.published);
		}
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
	}

	@Test
	void whenEventsAreDeletedBeforeTheyAreHandledThenItContinuesAfterThem() {
		Projections projections = start(new Summary());
		publish(30);
		awaitAll(projections);
		projections.stop();
		publish(30);
		for (int i = 0; i < PARTITIONS; i++) {
			LogPartition partition = new LogPartition("events", i);
			this.log.deleteBefore(partition,
					this.log.records("events")
						.stream()
						.filter((record) -> record.position().partition() == partition.number())
						.count());
		}
		this.published -= 30;
		publish(10);
		awaitAll(start(new Summary()));
	}

	@Test
	void whenTheTableHasNoGenerationsThenTheStartFailsAndNamesIt() {
		execute("create table " + this.table + "_plain (source varchar(20) not null)");
		assertThatExceptionOfType(InvalidProjectionException.class)
			.isThrownBy(() -> instance().register(definition(new Summary(), 1, this.table + "_plain")))
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
		Projections projections = instance();
		projections.register(definition(summary, version, this.table));
		projections.start();
		return projections;
	}

	private Projections instance() {
		Projections projections = new Projections(
				new JdbcProjectionStore(this.jdbc, new JdbcTransactionManager(this.database), TableNames.DEFAULT),
				new InMemoryLogReaders(this.log), 50, new Threads());
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
			if (generation.number() > 1) {
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
