package io.github.dualstream.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.github.dualstream.Event;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.codec.TestRecords;
import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.jdbc.TestTables;
import io.github.dualstream.outbox.jdbc.JdbcOutboxStore;
import io.github.dualstream.outbox.jdbc.JdbcRelayRegistry;
import io.github.dualstream.outbox.jdbc.OutboxDialect;
import io.github.dualstream.schedule.Threads;
import org.h2.jdbcx.JdbcConnectionPool;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An outbox of its own for a test.
 */
final class OutboxInH2 implements AutoCloseable {

	final JdbcConnectionPool database;

	final JdbcTemplate jdbc;

	final JdbcOutboxStore store;

	final JdbcRelayRegistry registry;

	OutboxInH2(String name, CompletionMode mode) {
		this.database = JdbcConnectionPool.create("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "sa", "");
		TestTables.createOutbox(this.database, "h2");
		this.jdbc = new JdbcTemplate((DataSource) this.database);
		this.store = store(this.database, mode);
		this.registry = new JdbcRelayRegistry(this.database, OutboxDialect.H2, TableNames.DEFAULT);
	}

	JdbcOutboxStore store(DataSource dataSource) {
		return store(dataSource, CompletionMode.DELETE);
	}

	private static JdbcOutboxStore store(DataSource dataSource, CompletionMode mode) {
		return new JdbcOutboxStore(dataSource, OutboxDialect.H2, TableNames.DEFAULT, mode, Duration.ofDays(7));
	}

	void add(String sourceId, String id) {
		Event event = Event.builder().id(id).source("order", sourceId).type("order.placed").data(Map.of()).build();
		this.store.addSeparately(List.of(new EncodedEvent(event, "{}".getBytes(StandardCharsets.UTF_8))));
	}

	Relay relay(ScriptedLog log) {
		return relay(log, CommitNotifier.NONE);
	}

	Relay relay(ScriptedLog log, CommitNotifier others) {
		RelaySettings settings = new RelaySettings(100, Duration.ofMillis(100), Duration.ofSeconds(5), 3,
				Duration.ofMillis(50));
		return new Relay(this.store, this.registry, TestRecords.appender(log), (event, position) -> {
		}, settings, RelayListener.of(List.of()), others, new Threads());
	}

	@Override
	public void close() {
		this.jdbc.execute("shutdown");
		this.database.dispose();
	}

}
