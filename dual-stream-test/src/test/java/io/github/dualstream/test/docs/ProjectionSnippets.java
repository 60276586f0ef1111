package io.github.dualstream.test.docs;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.PublishResult;
import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.feed.Feeds;
import io.github.dualstream.feed.SourceWatch;
import io.github.dualstream.feed.web.ClientCursors;
import io.github.dualstream.projection.Generation;
import io.github.dualstream.projection.Projection;
import io.github.dualstream.projection.ProjectionHandler;
import io.github.dualstream.projection.Projections;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.ETag;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

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

	@RestController
	@ConditionalOnBooleanProperty("dual-stream.web.enabled")
	static class Orders {

		private final TransactionTemplate transaction;

		private final DualStreamPublisher events;

		private final Feeds feeds;

		private final ClientCursors cursors;

		private final Projections projections;

		private final Reader reader;

		Orders(TransactionTemplate transaction, @EventPublisher DualStreamPublisher events, Feeds feeds,
				ClientCursors cursors, Projections projections, Reader reader) {
			this.transaction = transaction;
			this.events = events;
			this.feeds = feeds;
			this.cursors = cursors;
			this.projections = projections;
			this.reader = reader;
		}

		@PutMapping("/orders/{id}")
		ResponseEntity<Void> place(@PathVariable String id, @RequestBody OrderPlaced order)
				throws InterruptedException {
			Event placed = Event.of("order", id, "order.placed", order);
			try (SourceWatch watch = this.feeds.watch(placed.source(), Duration.ofSeconds(2))) {
				this.transaction.executeWithoutResult((status) -> this.events.publish(placed));
				ResponseEntity.HeadersBuilder<?> response = ResponseEntity.noContent();
				watch.await(placed.id(), Duration.ofSeconds(2)).map(this.cursors::of).ifPresent(response::eTag);
				return response.build();
			}
		}

		@GetMapping("/orders/totals/{item}")
		int orders(@PathVariable String item, @RequestHeader(name = "If-None-Match", defaultValue = "") String tags)
				throws InterruptedException {
			for (ETag tag : ETag.parse(tags)) {
				if (!this.projections.await("order-totals", this.cursors.position(tag.tag()), Duration.ofSeconds(2))) {
					throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE,
							"not included yet; repeat the request");
				}
			}
			return this.reader.orders(item);
		}

		@ExceptionHandler(IllegalArgumentException.class)
		@ResponseStatus(HttpStatus.BAD_REQUEST)
		void invalidPosition() {
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

	// an inner class is not found by the scan of the other snippets, which have no Redis
	@SuppressWarnings("ClassCanBeStatic")
	@Component
	class PricesInRedis {

		private final StringRedisTemplate redis;

		PricesInRedis(StringRedisTemplate redis) {
			this.redis = redis;
		}

		@DualStreamListener(group = "prices-1", start = "earliest", sourceTypes = "product", types = "price.changed")
		void changed(PriceChanged change) {
			this.redis.opsForHash().put("prices-1", change.product(), change.price().toPlainString());
		}

	}

}
