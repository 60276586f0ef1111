package io.github.dualstream.sample;

import java.math.BigDecimal;
import java.time.Duration;

import io.github.dualstream.Event;
import io.github.dualstream.projection.Generation;
import io.github.dualstream.projection.Projection;
import io.github.dualstream.projection.ProjectionHandler;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Numbers of all orders, derived from their events.
 */
@Component
@Projection(name = OrderSummary.NAME, tables = "order_summary")
class OrderSummary {

	static final String NAME = "order-summary";

	private final JdbcClient jdbc;

	private volatile Pace pace = new Pace(0, Duration.ZERO, 0);

	OrderSummary(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@ProjectionHandler(sourceTypes = "order", types = "order.placed")
	void placed(OrderPlaced order, Event event, Generation generation) throws InterruptedException {
		this.pace.apply(generation);
		this.jdbc.sql("insert into order_summary (generation, id, total, status) values (?, ?, ?, 'PLACED')")
			.params(generation.number(), event.sourceId(), order.total())
			.update();
	}

	@ProjectionHandler(sourceTypes = "order", types = "order.completed")
	void completed(Event event, Generation generation) throws InterruptedException {
		end(event, generation, "COMPLETED");
	}

	@ProjectionHandler(sourceTypes = "order", types = "order.cancelled")
	void cancelled(Event event, Generation generation) throws InterruptedException {
		end(event, generation, "CANCELLED");
	}

	private void end(Event event, Generation generation, String status) throws InterruptedException {
		this.pace.apply(generation);
		this.jdbc.sql("update order_summary set status = ? where generation = ? and id = ?")
			.params(status, generation.number(), event.sourceId())
			.update();
	}

	/**
	 * Let the next generation take some time to be built, so that this can be watched.
	 * @param current number of the current generation
	 * @param duration time that the next one takes
	 */
	void slowDown(int current, Duration duration) {
		OrderTotals totals = totals();
		long events = totals.placed() + totals.completed() + totals.cancelled();
		this.pace = new Pace(current, duration.dividedBy(Math.max(1, events)), System.nanoTime() + duration.toNanos());
	}

	/** Numbers of the generation that is current. */
	OrderTotals totals() {
		return this.jdbc.sql("""
				select count(*) as placed,
				coalesce(sum(case when s.status = 'COMPLETED' then 1 else 0 end), 0) as completed,
				coalesce(sum(case when s.status = 'CANCELLED' then 1 else 0 end), 0) as cancelled,
				coalesce(sum(case when s.status = 'COMPLETED' then s.total else 0 end), 0) as revenue
				from order_summary s join dual_stream_projection p
				on p.projection = 'order-summary' and p.generation = s.generation
				""").query(OrderTotals.class).single();
	}

	/**
	 * Pace at which the generations after the current one are built.
	 *
	 * @param current number of the current generation
	 * @param perEvent time that an event takes
	 * @param end end of the pace, as {@link System#nanoTime()}
	 */
	private record Pace(int current, Duration perEvent, long end) {

		void apply(Generation built) throws InterruptedException {
			if (built.number() > this.current && System.nanoTime() - this.end < 0) {
				Thread.sleep(this.perEvent.toMillis());
			}
		}

	}

	/**
	 * Numbers of all orders.
	 *
	 * @param placed number of the orders
	 * @param completed number of those that were completed
	 * @param cancelled number of those that were cancelled
	 * @param revenue total of those that were completed
	 */
	record OrderTotals(long placed, long completed, long cancelled, BigDecimal revenue) {

	}

}
