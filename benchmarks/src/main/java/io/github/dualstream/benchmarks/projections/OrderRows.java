package io.github.dualstream.benchmarks.projections;

import java.util.List;

import io.github.dualstream.benchmarks.workload.Order;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.projection.Generation;
import io.github.dualstream.projection.Projection;
import io.github.dualstream.projection.ProjectionHandler;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The view as a projection.
 */
@Projection(name = OrderRows.NAME, tables = OrderRows.TABLE)
class OrderRows {

	static final String NAME = "order-rows";

	static final String TABLE = "order_row";

	private final String insert = new OrderTable(TABLE).insert();

	private final JdbcTemplate jdbc;

	OrderRows(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	@ProjectionHandler(sourceTypes = Orders.SOURCE_TYPE, types = Orders.TYPE)
	void placed(List<Order> orders, Generation generation) {
		this.jdbc.batchUpdate(this.insert, orders, orders.size(),
				(statement, order) -> OrderTable.set(statement, generation.number(), order));
	}

}
