package io.github.dualstream.test.docs;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.PublishResult;
import io.github.dualstream.projection.Generation;
import io.github.dualstream.projection.Projection;
import io.github.dualstream.projection.ProjectionHandler;
import io.github.dualstream.projection.Projections;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Snippets of the page about projections.
 */
final class ProjectionSnippets {

	private ProjectionSnippets() {
	}

	record OrderPlaced(String item) {

	}

	record PriceChanged(String product, BigDecimal price) {

	}

	@Component
	@Projection(name = "order-totals", tables = "order_total")
	static class OrderTotals {

		private final JdbcClient jdbc;

		OrderTotals(JdbcClient jdbc) {
			this.jdbc = jdbc;
		}

		@ProjectionHandler(sourceTypes = "order", types = "order.placed")
		void placed(OrderPlaced order, Generation generation) {
			int updated = this.jdbc.sql("update order_total set orders = orders + 1 where generation = ? and item = ?")
				.params(generation.number(), order.item())
				.update();
			if (updated == 0) {
				this.jdbc.sql("insert into order_total (generation, item, orders) values (?, ?, 1)")
					.params(generation.number(), order.item())
					.update();
			}
		}

	}

	@Component
	static class Reader {

		private final Projections projections;

		private final JdbcClient jdbc;

		Reader(Projections projections, JdbcClient jdbc) {
			this.projections = projections;
			this.jdbc = jdbc;
		}

		int orders(String item) {
			return this.jdbc
				.sql("select coalesce(sum(t.orders), 0) from order_total t join dual_stream_projection p"
						+ " on p.projection = 'order-totals' and p.generation = t.generation where t.item = ?")
				.param(item)
				.query(Integer.class)
				.single();
		}

		void rebuild() {
			this.projections.rebuild("order-totals");
		}

		boolean isIncluded(PublishResult published) throws InterruptedException {
			return this.projections.await("order-totals", published.position(), Duration.ofSeconds(2));
		}

	}

	@Component
	@Projection(name = "prices", inMemory = true)
	static class Prices {

		private final Map<String, BigDecimal> prices = new ConcurrentHashMap<>();

		@ProjectionHandler(sourceTypes = "product", types = "price.changed")
		void changed(PriceChanged change) {
			this.prices.put(change.product(), change.price());
		}

		Map<String, BigDecimal> all() {
			return this.prices;
		}

	}

}
