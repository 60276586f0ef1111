package io.github.dualstream.autoconfigure.saga;

import java.time.Duration;

import io.github.dualstream.saga.Sagas;
import io.github.dualstream.saga.StuckLimits;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Gauge of sagas that are stuck. They are counted when it is read, at most every few
 * seconds; if the database does not answer, it has no value. Thread-safe.
 */
final class SagaMeters implements MeterBinder {

	private static final Duration MAX_AGE = Duration.ofSeconds(5);

	private final Sagas sagas;

	private final StuckLimits limits;

	private @Nullable Long stuck;

	private long countedAt;

	SagaMeters(Sagas sagas, StuckLimits limits) {
		this.sagas = sagas;
		this.limits = limits;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("dual.stream.saga.stuck", this::stuck)
			.description("Number of sagas that are stuck, of all instances that share them")
			.register(registry);
	}

	// a gauge whose function throws has the value NaN
	private synchronized Long stuck() {
		long now = System.nanoTime();
		Long current = this.stuck;
		if (current == null || now - this.countedAt >= MAX_AGE.toNanos()) {
			current = this.sagas.countStuck(this.limits);
			this.stuck = current;
			this.countedAt = now;
		}
		return current;
	}

}
