package io.github.dualstream.faults.patterns;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.dualstream.harness.history.AwaitedEvent;
import io.github.dualstream.harness.history.ViewEffect;
import io.github.dualstream.harness.history.ViewRead;
import io.github.dualstream.test.PostgresServer;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The services' database, seen from the test.
 */
final class FulfilmentDatabase implements AutoCloseable {

	private final PostgresServer server;

	private final JdbcTemplate jdbc;

	private FulfilmentDatabase(PostgresServer server) {
		this.server = server;
		this.jdbc = connect(server);
	}

	private static JdbcTemplate connect(PostgresServer server) {
		return new JdbcTemplate(new SingleConnectionDataSource(server.jdbcUrl(), true));
	}

	static FulfilmentDatabase start() {
		FulfilmentDatabase database = new FulfilmentDatabase(PostgresServer.start());
		database.jdbc.execute("create table orders (id varchar(40) primary key, kind varchar(20) not null)");
		database.jdbc.execute("create table awaited (event varchar(100) primary key, visible boolean not null)");
		database.jdbc.execute("create table effects (generation integer not null, number bigserial,"
				+ " event varchar(100) not null, source varchar(100) not null, primary key (generation, number))");
		database.jdbc.execute("create index effects_event on effects (event)");
		return database;
	}

	PostgresServer server() {
		return this.server;
	}

	private long count(String sql) {
		Long count = this.jdbc.queryForObject(sql, Long.class);
		return (count != null) ? count : 0;
	}

	/** How many steps all sagas have made. */
	long steps() {
		return count("select count(*) from dual_stream_saga_step");
	}

	/** How many events wait to be sent, now or later. */
	long waiting() {
		return count("select (select count(*) from dual_stream_outbox)"
				+ " + (select count(*) from dual_stream_outbox_scheduled)");
	}

	Set<String> orders() {
		return new HashSet<>(this.jdbc.queryForList("select id from orders", String.class));
	}

	Set<String> orders(OrderKind kind) {
		return new HashSet<>(this.jdbc.queryForList("select id from orders where kind = ?", String.class, kind.name()));
	}

	Map<String, String> sagas() {
		Map<String, String> states = new HashMap<>();
		this.jdbc.queryForList("select id, status from dual_stream_saga")
			.forEach((row) -> states.put((String) row.get("id"), (String) row.get("status")));
		return states;
	}

	/** Next offset of each partition of the view that readers see. */
	Map<Integer, Long> checkpoints() {
		Map<Integer, Long> next = new HashMap<>();
		this.jdbc
			.queryForList("select topic_partition, next_offset from dual_stream_projection_partition"
					+ " join dual_stream_projection using (projection, generation)")
			.forEach((row) -> next.put((Integer) row.get("topic_partition"), (Long) row.get("next_offset")));
		return next;
	}

	/** Whether no view is being built, and nothing is left of earlier ones. */
	boolean isViewAlone() {
		return count("select building from dual_stream_projection") == 0
				&& count("select count(*) from effects where generation <>"
						+ " (select generation from dual_stream_projection)") == 0;
	}

	List<ViewEffect> effects() {
		return this.jdbc.query(
				"select number, event, source from effects join dual_stream_projection using (generation)",
				(row, number) -> new ViewEffect(row.getLong(1), row.getString(2), row.getString(3)));
	}

	List<AwaitedEvent> awaited() {
		return this.jdbc.query("select event, visible from awaited",
				(row, number) -> new AwaitedEvent(row.getString(1), row.getBoolean(2)));
	}

	/** A reader with a connection of its own. */
	ViewReader reader(String name) {
		JdbcTemplate connection = connect(this.server);
		return () -> connection.query(
				"select p.generation, count(e.event) from dual_stream_projection p"
						+ " left join effects e using (generation) group by p.generation",
				(row, number) -> new ViewRead(name, row.getInt(1), row.getLong(2)));
	}

	@Override
	public void close() {
		this.server.close();
	}

	/**
	 * Reader of the view.
	 */
	@FunctionalInterface
	interface ViewReader {

		/** What it sees; nothing before there is a projection. */
		List<ViewRead> read();

	}

}
