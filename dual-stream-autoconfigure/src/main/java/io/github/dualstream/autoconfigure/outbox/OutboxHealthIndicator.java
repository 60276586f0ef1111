package io.github.dualstream.autoconfigure.outbox;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.dualstream.autoconfigure.health.ProbeHealthIndicator;
import io.github.dualstream.outbox.Outbox;
import io.github.dualstream.outbox.OutboxCounts;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.PrintableText;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health of the outbox: degraded while this instance's relay fails, and while events wait
 * for too long, have failed, or cannot be counted. Makes one request to the database at a
 * time, with a short timeout.
 */
final class OutboxHealthIndicator implements HealthIndicator {

	private static final Duration TIMEOUT = Duration.ofMillis(1500);

	private static final Executor executor = (task) -> Threads.once("dual-stream-outbox-health", task);

	private final Outbox outbox;

	private final Duration maxAge;

	private @Nullable CompletableFuture<OutboxCounts> counting;

	/**
	 * Create the indicator.
	 * @param outbox the outbox
	 * @param maxAge maximum age of a pending event
	 */
	OutboxHealthIndicator(Outbox outbox, Duration maxAge) {
		this.outbox = outbox;
		this.maxAge = maxAge;
	}

	@Override
	public Health health() {
		try {
			return health(count().get(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS));
		}
		catch (TimeoutException ex) {
			return degraded().withDetail("error", "the database did not answer within " + TIMEOUT.toMillis() + " ms")
				.build();
		}
		catch (ExecutionException ex) {
			return degraded().withDetail("error", PrintableText.ofInnermostCause(ex)).build();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return degraded().withException(ex).build();
		}
	}

	private Health health(OutboxCounts counts) {
		boolean well = this.outbox.relayFailure().isEmpty() && counts.failed() == 0
				&& counts.oldestAge().compareTo(this.maxAge) <= 0;
		return (well ? Health.up() : degraded()).withDetail("pending", counts.pending())
			.withDetail("oldestAge", counts.oldestAge().toString())
			.withDetail("failed", counts.failed())
			.build();
	}

	private Health.Builder degraded() {
		Health.Builder health = Health.status(ProbeHealthIndicator.DEGRADED);
		this.outbox.relayFailure().ifPresent((failure) -> health.withDetail("relay", failure));
		return health;
	}

	private synchronized CompletableFuture<OutboxCounts> count() {
		CompletableFuture<OutboxCounts> counting = this.counting;
		if (counting == null || counting.isDone()) {
			counting = CompletableFuture.supplyAsync(this.outbox::counts, executor);
			this.counting = counting;
		}
		return counting;
	}

}
