package io.github.dualstream.outbox.jdbc;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.github.dualstream.ManualCommitDataSource;
import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.outbox.RelayRegistry;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.test.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How instances hear from each other through a real PostgreSQL.
 */
class PostgresListenerTests {

	private static final List<Integer> ALL = IntStream.range(0, RelayRegistry.SLOTS).boxed().toList();

	private static PostgresServer server;

	private final DataSource dataSource = new DriverManagerDataSource(server.jdbcUrl());

	/** What it listens and tells with must not depend on auto-commit. */
	private final DataSource manualCommit = new ManualCommitDataSource(this.dataSource);

	private final List<List<Integer>> heard = new CopyOnWriteArrayList<>();

	private final PostgresListener listener = new PostgresListener(() -> this.manualCommit, TableNames.DEFAULT,
			this.heard::add, true, new Threads());

	private final PostgresNotifier notifier = new PostgresNotifier(this.manualCommit, TableNames.DEFAULT,
			new Threads());

	@BeforeAll
	static void startServer() {
		server = PostgresServer.start("fsync=off");
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@BeforeEach
	void listen() {
		this.listener.start();
		await().until(() -> this.heard.equals(List.of(ALL)));
		this.heard.clear();
	}

	@AfterEach
	void stop() {
		this.listener.stop();
		this.notifier.close();
	}

	@Test
	void slotsOfACommitAreHeard() {
		this.notifier.committed(Set.of(3, 63));
		await().until(() -> this.heard.equals(List.of(List.of(3, 63))));
		this.notifier.committed(Set.of(0));
		await().until(() -> this.heard.equals(List.of(List.of(3, 63), List.of(0))));
	}

	@Test
	void whatSomebodyElseSendsIsNotTrusted() {
		new JdbcTemplate(this.dataSource)
			.queryForList("select pg_notify('dual_stream_outbox', '999999999999,-1,,; drop table x,7')");
		await().until(() -> this.heard.equals(List.of(List.of(7))));
	}

	@Test
	void whenTheDatabaseIsKilledThenItListensAgainAndTakesEverythingForNews() {
		server.kill();
		this.notifier.committed(Set.of(5));
		server.restart();

		await().until(() -> this.heard.contains(ALL));
		this.heard.clear();
		this.notifier.committed(Set.of(8));
		await().until(() -> this.heard.equals(List.of(List.of(8))));
	}

	@Test
	void whenStoppedThenItsConnectionIsClosed() {
		this.listener.stop();
		await().until(() -> new JdbcTemplate(this.dataSource)
			.queryForObject("select count(*) from pg_stat_activity where query like 'listen %'", Integer.class) == 0);
		assertThat(this.listener.isRunning()).isFalse();
	}

}
