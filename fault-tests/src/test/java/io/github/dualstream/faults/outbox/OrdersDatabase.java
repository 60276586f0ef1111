package io.github.dualstream.faults.outbox;

import java.util.List;

import io.github.dualstream.test.PostgresServer;
import io.github.dualstream.harness.history.CommittedEvent;
import io.github.dualstream.harness.history.StreamEvent;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The service's database, seen from the test. It is the truth of what was committed.
 */
final class OrdersDatabase implements AutoCloseable {

	/** How many sources each place within a transaction has. */
	static final int SOURCES = 40;

	private final PostgresServer server;

	private final JdbcTemplate jdbc;

	private OrdersDatabase(PostgresServer server) {
		this.server = server;
		this.jdbc = new JdbcTemplate(new DriverManagerDataSource(server.jdbcUrl()));
	}

	static OrdersDatabase start() {
		OrdersDatabase database = new OrdersDatabase(PostgresServer.start());
		database.jdbc.execute("create table sources (id varchar(40) primary key, sequence bigint not null)");
		database.jdbc.execute("create table orders (number bigserial primary key, event varchar(100) not null,"
				+ " source varchar(40) not null, sequence bigint not null)");
		return database;
	}

	PostgresServer server() {
		return this.server;
	}

	long committed() {
		Long count = this.jdbc.queryForObject("select count(*) from orders", Long.class);
		return (count != null) ? count : 0;
	}

	/** How many orders got a number, of which some were rolled back. Costs little. */
	long numbered() {
		Long last = this.jdbc.queryForObject("select last_value from orders_number_seq", Long.class);
		return (last != null) ? last : 0;
	}

	long waiting() {
		Long count = this.jdbc.queryForObject("select count(*) from dual_stream_outbox", Long.class);
		return (count != null) ? count : 0;
	}

	List<CommittedEvent> events() {
		return this.jdbc.query("select event, source, sequence from orders",
				(row, number) -> new CommittedEvent(row.getString(1), "order:" + row.getString(2), row.getLong(3)));
	}

	/** Events of the event store. */
	List<StreamEvent> streams() {
		return this.jdbc.query("select aggregatetype || ':' || aggregateid, version, id from dual_stream_event",
				(row, number) -> new StreamEvent(row.getString(1), row.getLong(2), row.getString(3)));
	}

	/** How many slots each living relay has. */
	List<Integer> shares() {
		return this.jdbc
			.queryForList("select count(l.slot) from dual_stream_outbox_relay r left join dual_stream_outbox_lease l"
					+ " on l.epoch = r.epoch group by r.epoch", Integer.class);
	}

	@Override
	public void close() {
		this.server.close();
	}

}
