package io.github.dualstream.sample;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import io.github.dualstream.feed.web.ClientCursors;
import io.github.dualstream.projection.ProjectionStatus;
import io.github.dualstream.projection.Projections;
import io.github.dualstream.sample.OrderSummary.OrderTotals;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Shows the summary of the orders, once it includes an event if asked to; rebuilds and
 * pauses it.
 */
@RestController
@RequestMapping("/orders/summary")
final class OrderSummaryController {

	private static final Duration MAX_WAIT = Duration.ofSeconds(5);

	private static final int MAX_SECONDS = 60;

	private final OrderSummary summary;

	private final Projections projections;

	private final ClientCursors cursors;

	OrderSummaryController(OrderSummary summary, Projections projections, ClientCursors cursors) {
		this.summary = summary;
		this.projections = projections;
		this.cursors = cursors;
	}

	@GetMapping
	OrderTotals summary(@RequestHeader(name = HttpHeaders.IF_NONE_MATCH, defaultValue = "") String tags)
			throws InterruptedException {
		List<ETag> positions = ETag.parse(tags);
		if (positions.isEmpty() && !tags.isEmpty()) {
			throw invalid(null);
		}
		for (ETag position : positions) {
			awaitPosition(position.tag());
		}
		return this.summary.totals();
	}

	private void awaitPosition(String cursor) throws InterruptedException {
		try {
			if (!this.projections.await(OrderSummary.NAME, this.cursors.position(cursor), MAX_WAIT)) {
				throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE,
						"the summary does not include " + cursor + " yet; repeat the request");
			}
		}
		catch (IllegalArgumentException ex) {
			throw invalid(ex);
		}
	}

	private static ResponseStatusException invalid(@Nullable Throwable cause) {
		return new ResponseStatusException(HttpStatus.BAD_REQUEST,
				"If-None-Match is not the ETag of an order; send one from a response, unchanged", cause);
	}

	/**
	 * Rebuild the summary.
	 * @param seconds how long this takes, if there is not much to read; it can be watched
	 * then
	 */
	@PostMapping("/rebuild")
	@ResponseStatus(HttpStatus.ACCEPTED)
	ProjectionStatus rebuild(@RequestParam(defaultValue = "0") int seconds) {
		if (seconds < 0 || seconds > MAX_SECONDS) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "seconds must be 0 to " + MAX_SECONDS);
		}
		// before the rebuild, whose first events are handled at once
		ProjectionStatus before = this.projections.status(OrderSummary.NAME);
		if (before.active() != null && before.building() == null) {
			this.summary.slowDown(before.active().generation(), Duration.ofSeconds(seconds));
		}
		return operate(this.projections::rebuild);
	}

	@PostMapping("/cancel")
	ProjectionStatus cancel() {
		return operate(this.projections::cancel);
	}

	@PostMapping("/pause")
	ProjectionStatus pause() {
		return operate(this.projections::pause);
	}

	@PostMapping("/resume")
	ProjectionStatus resume() {
		return operate(this.projections::resume);
	}

	private static ProjectionStatus operate(Function<String, ProjectionStatus> operation) {
		try {
			return operation.apply(OrderSummary.NAME);
		}
		catch (IllegalArgumentException ex) {
			throw new ResponseStatusException(HttpStatus.CONFLICT, ex.getMessage(), ex);
		}
	}

}
