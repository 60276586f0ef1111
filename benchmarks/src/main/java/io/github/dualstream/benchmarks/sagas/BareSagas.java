package io.github.dualstream.benchmarks.sagas;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dualstream.benchmarks.workload.Order;
import io.github.dualstream.benchmarks.workload.Orders;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same steps by hand over JDBC: finds the saga, and writes its state, the step and
 * the event to tables like those of dual-stream. Nothing sends the events.
 */
final class BareSagas implements SagaContender {

	private static final String RUNNING = "RUNNING";

	private static final String COMPLETED = "COMPLETED";

	private final HikariDataSource database = new HikariDataSource();

	private final JsonMapper mapper = new JsonMapper();

	private final Orders orders = new Orders(this.mapper);

	/**
	 * Create tables like those that are there.
	 * @param jdbcUrl database with the tables of dual-stream
	 * @throws SQLException if there are none
	 */
	BareSagas(String jdbcUrl) throws SQLException {
		this.database.setJdbcUrl(jdbcUrl);
		try (Connection connection = this.database.getConnection();
				Statement statement = connection.createStatement()) {
			for (String table : new String[] { "saga", "saga_step", "outbox" }) {
				statement.execute("create table bare_" + table + " (like dual_stream_" + table + " including all)");
			}
		}
	}

	@Override
	public void start(String id, int number) {
		step(id, Orders.TYPE, OrderPayment.REQUESTED, number);
	}

	@Override
	public void complete(String id, int number) {
		step(id, OrderPayment.PAID, OrderPayment.CONFIRMED, number);
	}

	private void step(String id, String type, String published, int number) {
		Order order = this.mapper.readValue(this.orders.json(number), Order.class);
		try (Connection connection = this.database.getConnection()) {
			connection.setAutoCommit(false);
			Found found = find(connection, id);
			if (found == null) {
				insert(connection, id, new OrderPayment.Payment(order.customer(), order.total()));
			}
			else {
				complete(connection, id, found);
			}
			addStep(connection, id, (found != null) ? found.version() + 1 : 1, type);
			publish(connection, id, published, order);
			connection.commit();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private @Nullable Found find(Connection connection, String id) throws SQLException {
		try (PreparedStatement statement = connection
			.prepareStatement("select version, status, state from bare_saga where id = ? and saga = ?")) {
			statement.setString(1, id);
			statement.setString(2, OrderPayment.NAME);
			try (ResultSet rows = statement.executeQuery()) {
				if (!rows.next()) {
					return null;
				}
				if (!RUNNING.equals(rows.getString(2))) {
					throw new IllegalStateException("Saga '" + id + "' has ended");
				}
				return new Found(rows.getLong(1), this.mapper.readValue(rows.getString(3), OrderPayment.Payment.class));
			}
		}
	}

	private void insert(Connection connection, String id, OrderPayment.Payment state) throws SQLException {
		try (PreparedStatement statement = connection
			.prepareStatement("insert into bare_saga (id, saga, version, status, state, compensations, deadlines,"
					+ " started_at, updated_at) values (?, ?, 1, ?, ?, '[]', '{}', ?, ?)")) {
			long now = Instant.now().toEpochMilli();
			statement.setString(1, id);
			statement.setString(2, OrderPayment.NAME);
			statement.setString(3, RUNNING);
			statement.setString(4, this.mapper.writeValueAsString(state));
			statement.setLong(5, now);
			statement.setLong(6, now);
			statement.executeUpdate();
		}
	}

	private void complete(Connection connection, String id, Found found) throws SQLException {
		try (PreparedStatement statement = connection
			.prepareStatement("update bare_saga set version = ?, status = ?, state = ?, updated_at = ?"
					+ " where id = ? and saga = ? and version = ?")) {
			statement.setLong(1, found.version() + 1);
			statement.setString(2, COMPLETED);
			statement.setString(3, this.mapper.writeValueAsString(found.state()));
			statement.setLong(4, Instant.now().toEpochMilli());
			statement.setString(5, id);
			statement.setString(6, OrderPayment.NAME);
			statement.setLong(7, found.version());
			if (statement.executeUpdate() != 1) {
				throw new IllegalStateException("Another step of saga '" + id + "' was first");
			}
		}
	}

	private void addStep(Connection connection, String id, long step, String type) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement("insert into bare_saga_step (id, saga, step,"
				+ " kind, name, event_id, done_at) values (?, ?, ?, 'EVENT', ?, ?, ?)")) {
			statement.setString(1, id);
			statement.setString(2, OrderPayment.NAME);
			statement.setLong(3, step);
			statement.setString(4, type);
			statement.setString(5, UUID.randomUUID().toString());
			statement.setLong(6, Instant.now().toEpochMilli());
			statement.executeUpdate();
		}
	}

	private void publish(Connection connection, String id, String type, Order order) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement("insert into bare_outbox (slot, stored_at, id,"
				+ " aggregatetype, aggregateid, type, payload, content_type, event_time)"
				+ " values (?, ?, ?, ?, ?, ?, ?, 'application/json', ?)")) {
			Instant now = Instant.now();
			statement.setInt(1, 0);
			statement.setLong(2, now.toEpochMilli());
			statement.setString(3, UUID.randomUUID().toString());
			statement.setString(4, Orders.SOURCE_TYPE);
			statement.setString(5, id);
			statement.setString(6, type);
			statement.setString(7, new String(this.orders.write(order), StandardCharsets.UTF_8));
			statement.setString(8, now.toString());
			statement.executeUpdate();
		}
	}

	/** Nothing sends its events, so they are removed between the rounds. */
	@Override
	public void settle() {
		try (Connection connection = this.database.getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("truncate bare_outbox");
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.database.close();
	}

	/**
	 * A running saga.
	 *
	 * @param version number of its last step
	 * @param state its state
	 */
	private record Found(long version, OrderPayment.Payment state) {

	}

}
