package io.github.dualstream.benchmarks.eventstore;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dualstream.benchmarks.workload.Order;
import io.github.dualstream.benchmarks.workload.Orders;
import tools.jackson.databind.json.JsonMapper;

/**
 * Loop over JDBC: the least that a table of events with a unique version needs.
 */
final class BareJdbc implements StoreContender {

	private final HikariDataSource database = new HikariDataSource();

	private final JsonMapper mapper = new JsonMapper();

	private final Orders orders = new Orders(this.mapper);

	BareJdbc(String jdbcUrl) throws SQLException {
		this.database.setJdbcUrl(jdbcUrl);
		try (Connection connection = this.database.getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("create table bare_event (stream varchar(512), version bigint, id varchar(255) not null,"
					+ " type varchar(255) not null, payload text not null, primary key (stream, version))");
		}
	}

	@Override
	public void append(String stream, long expectedVersion, int number) {
		try (Connection connection = this.database.getConnection();
				PreparedStatement statement = connection.prepareStatement(
						"insert into bare_event (stream, version, id, type, payload) values (?, ?, ?, ?, ?)")) {
			connection.setAutoCommit(false);
			statement.setString(1, stream);
			statement.setLong(2, expectedVersion + 1);
			statement.setString(3, UUID.randomUUID().toString());
			statement.setString(4, Orders.TYPE);
			statement.setString(5, new String(this.orders.write(this.orders.order(number)), StandardCharsets.UTF_8));
			statement.executeUpdate();
			connection.commit();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public List<Order> load(String stream) {
		List<Order> loaded = new ArrayList<>();
		try (Connection connection = this.database.getConnection();
				PreparedStatement statement = connection
					.prepareStatement("select payload from bare_event where stream = ? order by version")) {
			statement.setString(1, stream);
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					loaded.add(this.mapper.readValue(rows.getString(1), Order.class));
				}
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return loaded;
	}

	@Override
	public void close() {
		this.database.close();
	}

}
