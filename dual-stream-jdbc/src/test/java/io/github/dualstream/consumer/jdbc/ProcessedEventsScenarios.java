package io.github.dualstream.consumer.jdbc;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import javax.sql.DataSource;

import io.github.dualstream.ManualCommitDataSource;
import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.jdbc.TestTables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What {@link JdbcProcessedEvents} promises, whatever the database.
 */
abstract class ProcessedEventsScenarios {

	private static final Duration DAY = Duration.ofDays(1);

	private final DataSource database;

	private final JdbcTemplate jdbc;

	private final String platform;

	private final List<String> processed = new ArrayList<>();

	ProcessedEventsScenarios(DataSource database, String platform) {
		this.database = database;
		this.jdbc = new JdbcTemplate(database);
		this.platform = platform;
	}

	@BeforeEach
	void create() {
		TestTables.createProcessedEvents(this.database, this.platform);
		this.jdbc.execute("create table counter (n int)");
		this.jdbc.update("insert into counter values (0)");
	}

	@AfterEach
	void drop() {
		this.jdbc.execute("drop table counter");
		this.jdbc.execute("drop table dual_stream_processed_event");
	}

	@Test
	void theTableMayExistAlready() {
		TestTables.createProcessedEvents(this.database, this.platform);
	}

	@Test
	void anEventIsProcessedOncePerGroup() throws Exception {
		JdbcProcessedEvents events = events(Clock.systemUTC());
		events.process("a", List.of("1", "2"), this.processed::addAll);
		events.process("a", List.of("2", "3"), this.processed::addAll);
		events.process("a", List.of("1"), this.processed::addAll);
		assertThat(this.processed).containsExactly("1", "2", "3");
		events.process("b", List.of("1"), this.processed::addAll);
		assertThat(this.processed).containsExactly("1", "2", "3", "1");
	}

	@Test
	void whenTheProcessingFailsThenWhatItWroteAndThatItWasProcessedAreBothUndone() throws Exception {
		JdbcProcessedEvents events = events(Clock.systemUTC());
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> events.process("a", List.of("1"), (ids) -> {
			this.jdbc.update("update counter set n = n + 1");
			throw new IOException("after the write");
		}));
		assertThat(count()).isZero();
		events.process("a", List.of("1"), (ids) -> this.jdbc.update("update counter set n = n + 1"));
		events.process("a", List.of("1"), (ids) -> this.jdbc.update("update counter set n = n + 1"));
		assertThat(count()).isOne();
	}

	@Test
	void whatIsOlderThanTheRetentionIsForgotten() throws Exception {
		Instant now = Instant.parse("2026-01-01T00:00:00Z");
		events(Clock.fixed(now, ZoneOffset.UTC)).process("a", List.of("1"), this.processed::addAll);
		events(Clock.fixed(now.plus(DAY), ZoneOffset.UTC)).process("a", List.of("1"), this.processed::addAll);
		assertThat(this.processed).hasSize(1);
		events(Clock.fixed(now.plus(DAY).plusSeconds(1), ZoneOffset.UTC)).process("a", List.of("1"),
				this.processed::addAll);
		assertThat(this.processed).hasSize(2);
	}

	@Test
	void whereConnectionsDoNotCommitByThemselvesWhatIsOlderIsForgottenToo() throws Exception {
		Instant now = Instant.parse("2026-01-01T00:00:00Z");
		DataSource manualCommit = new ManualCommitDataSource(this.database);
		events(manualCommit, Clock.fixed(now, ZoneOffset.UTC)).process("a", List.of("1"), this.processed::addAll);
		events(manualCommit, Clock.fixed(now.plus(DAY).plusSeconds(1), ZoneOffset.UTC)).process("a", List.of("2"),
				this.processed::addAll);
		assertThat(this.jdbc.queryForList("select event_id from dual_stream_processed_event", String.class))
			.containsExactly("2");
	}

	@Test
	void idsThatDifferInCaseAreDifferentEvents() throws Exception {
		JdbcProcessedEvents events = events(Clock.systemUTC());
		events.process("a", List.of("id-a"), this.processed::addAll);
		events.process("a", List.of("id-A"), this.processed::addAll);
		events.process("A", List.of("id-a"), this.processed::addAll);
		assertThat(this.processed).containsExactly("id-a", "id-A", "id-a");
	}

	@Test
	void whenTwoProcessTheSameAtTheSameTimeThenOneOfThemDoesAndTheOtherFailsOrDoesNothing() throws Exception {
		JdbcProcessedEvents events = events(Clock.systemUTC());
		CountDownLatch first = new CountDownLatch(1);
		CompletableFuture<Integer> second = new CompletableFuture<>();
		events.process("a", List.of("1"), (ids) -> {
			count(ids);
			Thread other = new Thread(() -> {
				first.countDown();
				second.complete(process(events));
			});
			other.start();
			first.await();
			await().during(Duration.ofMillis(50)).until(() -> !second.isDone());
		});
		assertThat(second.get()).isZero();
		events.process("a", List.of("1"), this::count);
		assertThat(count()).isOne();
	}

	/** How much it has done. */
	private int process(JdbcProcessedEvents events) {
		List<String> done = new ArrayList<>();
		try {
			events.process("a", List.of("1"), (ids) -> {
				done.addAll(ids);
				count(ids);
			});
			return done.size();
		}
		catch (Exception ex) {
			return 0;
		}
	}

	private void count(Iterable<String> ids) {
		ids.forEach((id) -> this.jdbc.update("update counter set n = n + 1"));
	}

	private int count() {
		return this.jdbc.queryForObject("select n from counter", Integer.class);
	}

	private JdbcProcessedEvents events(Clock clock) {
		return events(this.database, clock);
	}

	private static JdbcProcessedEvents events(DataSource database, Clock clock) {
		return new JdbcProcessedEvents(new JdbcTemplate(database), new JdbcTransactionManager(database),
				TableNames.DEFAULT, DAY, clock);
	}

}
