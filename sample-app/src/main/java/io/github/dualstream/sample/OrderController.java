package io.github.dualstream.sample;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.github.dualstream.Source;
import io.github.dualstream.aggregate.Aggregate;
import io.github.dualstream.feed.Feeds;
import io.github.dualstream.feed.SourceWatch;
import io.github.dualstream.feed.web.ClientCursors;
import io.github.dualstream.outbox.Outbox;
import io.github.dualstream.outbox.OutboxCounts;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Takes orders, shows them in any state that they had, and tells what lies in the outbox.
 */
@RestController
@RequestMapping("/orders")
final class OrderController {

	private static final String ORDER = "/{id:[0-9a-f-]{36}}";

	private static final int MAX_ITEM = 100;

	private static final BigDecimal MAX_TOTAL = new BigDecimal(1_000_000);

	/** Zero with an exponent is small, and endless when written out. */
	private static final int MIN_SCALE = -6;

	private static final Duration MAX_WAIT = Duration.ofSeconds(2);

	private final OrderService orders;

	private final Outbox outbox;

	private final Feeds feeds;

	private final ClientCursors cursors;

	OrderController(OrderService orders, Outbox outbox, Feeds feeds, ClientCursors cursors) {
		this.orders = orders;
		this.outbox = outbox;
		this.feeds = feeds;
		this.cursors = cursors;
	}

	@PostMapping
	ResponseEntity<PlacedOrder> place(@RequestBody NewOrder order) throws InterruptedException {
		String item = order.item();
		BigDecimal total = order.total();
		if (item == null || item.isBlank() || item.length() > MAX_ITEM) {
			throw invalid("item must be 1 to " + MAX_ITEM + " characters");
		}
		if (total == null || total.scale() > 2 || total.scale() < MIN_SCALE || total.signum() < 0
				|| total.compareTo(MAX_TOTAL) > 0) {
			throw invalid("total must be 0 to " + MAX_TOTAL + " with at most two decimals");
		}
		return place(item, total);
	}

	/**
	 * The relay sends the event after the commit, so its position is known a moment
	 * later.
	 */
	private ResponseEntity<PlacedOrder> place(String item, BigDecimal total) throws InterruptedException {
		String id = UUID.randomUUID().toString();
		try (SourceWatch watch = this.feeds.watch(new Source("order", id), MAX_WAIT)) {
			String eventId = this.orders.place(id, item, total);
			String cursor = watch.await(eventId, MAX_WAIT).map(this.cursors::of).orElse(null);
			ResponseEntity.BodyBuilder response = ResponseEntity.created(URI.create("/orders/" + id));
			if (cursor != null) {
				response.eTag(cursor);
			}
			return response.body(new PlacedOrder(id, eventId, cursor));
		}
	}

	@GetMapping(ORDER)
	OrderState order(@PathVariable String id, @RequestParam(required = false) @Nullable Long version,
			@RequestParam(required = false) @Nullable Instant at) {
		if (version != null && at != null) {
			throw invalid("give version or at, not both");
		}
		return find(id, version, at).map(OrderState::of)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no such order"));
	}

	private Optional<Aggregate<Order>> find(String id, @Nullable Long version, @Nullable Instant at) {
		if (version != null) {
			return this.orders.find(id, version);
		}
		return (at != null) ? this.orders.find(id, at) : this.orders.find(id);
	}

	@GetMapping(ORDER + "/history")
	List<OrderEvent> history(@PathVariable String id) {
		List<OrderEvent> history = this.orders.history(id);
		if (history.isEmpty()) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no such order");
		}
		return history;
	}

	@GetMapping("/outbox")
	OutboxCounts outbox() {
		return this.outbox.counts();
	}

	private static ResponseStatusException invalid(String problem) {
		return new ResponseStatusException(HttpStatus.BAD_REQUEST, problem);
	}

	/**
	 * What is to be ordered.
	 *
	 * @param item what
	 * @param total what it costs
	 */
	record NewOrder(@Nullable String item, @Nullable BigDecimal total) {

	}

}
