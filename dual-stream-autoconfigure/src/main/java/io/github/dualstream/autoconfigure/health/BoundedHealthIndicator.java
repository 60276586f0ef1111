package io.github.dualstream.autoconfigure.health;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.PrintableText;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health indicator that adds a timeout to another one. While that hangs it is not called
 * again, so that it never occupies more than one thread. Thread-safe.
 */
final class BoundedHealthIndicator implements HealthIndicator {

	private final String name;

	private final HealthIndicator indicator;

	private final Duration timeout;

	private @Nullable FutureTask<@Nullable Health> running;

	/**
	 * Create the indicator.
	 * @param name name of the part, for its thread
	 * @param indicator indicator to call
	 * @param timeout maximum time to wait for it, after which the part is down
	 */
	BoundedHealthIndicator(String name, HealthIndicator indicator, Duration timeout) {
		this.name = name;
		this.indicator = indicator;
		this.timeout = timeout;
	}

	@Override
	public @Nullable Health health() {
		try {
			return ask().get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			return Health.down().withDetail("error", "no answer within " + this.timeout.toMillis() + " ms").build();
		}
		catch (ExecutionException ex) {
			return Health.down().withDetail("error", PrintableText.ofInnermostCause(ex)).build();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Health.unknown().withException(ex).build();
		}
	}

	private synchronized FutureTask<@Nullable Health> ask() {
		if (this.running == null || this.running.isDone()) {
			this.running = new FutureTask<>(this.indicator::health);
			Threads.once("dual-stream-health-" + this.name, this.running);
		}
		return this.running;
	}

}
