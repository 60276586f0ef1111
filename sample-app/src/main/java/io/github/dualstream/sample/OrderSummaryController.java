package io.github.dualstream.sample;

import java.time.Duration;

import io.github.dualstream.Position;
import io.github.dualstream.projection.Projections;
import io.github.dualstream.sample.OrderSummary.OrderTotals;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Shows the summary of the orders, once it includes an event if asked to, and rebuilds
 * it.
 */
@RestController
@RequestMapping("/orders/summary")
final class OrderSummaryController {

	private static final Duration MAX_WAIT = Duration.ofSeconds(5);

	private final OrderSummary summary;

	private final Projections projections;

	OrderSummaryController(OrderSummary summary, Projections projections) {
		this.summary = summary;
		this.projections = projections;
	}

	@GetMapping
	OrderTotals summary(@RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String position)
			throws InterruptedException {
		if (position != null && !this.projections.await(OrderSummary.NAME, parse(position), MAX_WAIT)) {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE,
					"the summary does not include position " + position + " yet");
		}
		return this.summary.totals();
	}

	private static Position parse(String text) {
		try {
			Position position = Position.parse(text.replace("\"", ""));
			if (position.topic().equals("orders")) {
				return position;
			}
		}
		catch (IllegalArgumentException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "If-None-Match is not a position", ex);
		}
		throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "If-None-Match is not a position of an order");
	}

	@PostMapping("/rebuild")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void rebuild() {
		try {
			this.projections.rebuild(OrderSummary.NAME);
		}
		catch (IllegalArgumentException ex) {
			throw new ResponseStatusException(HttpStatus.CONFLICT, ex.getMessage(), ex);
		}
	}

}
