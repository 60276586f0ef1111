package io.github.dualstream.aggregate.jdbc;

import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dualstream.test.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PostgresEventStoreTests extends EventStoreScenarios {

	private static final PostgresServer server = PostgresServer.start("fsync=off");

	private static final HikariDataSource database = pool(server.jdbcUrl(), "postgres");

	PostgresEventStoreTests() {
		super(database, "postgresql");
	}

	@Test
	void onlyTheRelayCommitsWithoutAFlush() {
		JdbcTemplate jdbc = new JdbcTemplate(database);
		TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
		transaction.executeWithoutResult((status) -> jdbc.execute("""
				create table flush_mode (operation text, mode text);
				create function note_flush_mode() returns trigger language plpgsql as $$
				begin
					insert into flush_mode values (tg_op, current_setting('synchronous_commit'));
					return null;
				end $$;
				create trigger note_flush_mode after insert or delete on dual_stream_outbox
					for each row execute function note_flush_mode()"""));
		try {
			this.store.append(this.source, 0, List.of(event("first")));
			this.relay.start();
			await().until(() -> referringRows() == 0);
			this.store.append(this.source, 1, List.of(event("second")));
			await().until(() -> referringRows() == 0);
			assertThat(transaction.<List<String>>execute((status) -> jdbc
				.queryForList("select distinct operation || ' ' || mode from flush_mode", String.class)))
				.containsExactlyInAnyOrder("INSERT on", "DELETE off");
		}
		finally {
			transaction.executeWithoutResult(
					(status) -> jdbc.execute("drop function note_flush_mode cascade; drop table flush_mode"));
		}
	}

	/**
	 * A connection keeps the plan that it made while the table was new, until there are
	 * statistics of the table.
	 */
	@Test
	void inANewTableAnAppendFindsTheVersionBeforeByTheWholeKey() {
		JdbcTemplate jdbc = new JdbcTemplate(database);
		TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
		transaction.executeWithoutResult((status) -> jdbc.execute("""
				create table append_statement (statement text);
				create function note_statement() returns trigger language plpgsql as $$
				begin
					insert into append_statement values (current_query());
					return null;
				end $$;
				create trigger note_statement after insert on dual_stream_outbox
					for each statement execute function note_statement()"""));
		try {
			this.store.append(this.source, 0, List.of(event("first")));
			transaction.executeWithoutResult((status) -> jdbc.execute("delete from append_statement"));
			this.store.append(this.source, 1, List.of(event("second")));
			String statement = transaction.<String>execute(
					(status) -> jdbc.queryForObject("select statement from append_statement", String.class));
			transaction.executeWithoutResult((status) -> jdbc.execute("truncate dual_stream_event"));
			// its parameters remain without values
			JdbcTemplate simple = new JdbcTemplate(
					new DriverManagerDataSource(server.jdbcUrl() + "&preferQueryMode=simple"));
			List<String> plan = simple.queryForList("explain (generic_plan) " + statement, String.class);
			assertThat(plan).filteredOn((line) -> line.contains("Index Cond:"))
				.singleElement()
				.asString()
				.contains("aggregateid =", "aggregatetype =", "version =");
		}
		finally {
			transaction.executeWithoutResult(
					(status) -> jdbc.execute("drop function note_statement cascade; drop table append_statement"));
		}
	}

	@AfterAll
	static void stopServer() {
		database.close();
		server.close();
	}

}
