package io.github.dualstream.autoconfigure.outbox;

import java.time.Duration;
import java.util.function.ToDoubleFunction;

import io.github.dualstream.outbox.Outbox;
import io.github.dualstream.outbox.OutboxCounts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Meters of the outbox. Events are counted when a gauge is read, once for all gauges and
 * at most every few seconds; if the database does not answer, the gauges have no value.
 * Thread-safe.
 */
final class OutboxMeters implements MeterBinder {

	private static final Duration MAX_AGE = Duration.ofSeconds(5);

	private final Outbox outbox;

	private @Nullable OutboxCounts counts;

	private long countedAt;

	/**
	 * Create the binder.
	 * @param outbox the outbox to show
	 */
	OutboxMeters(Outbox outbox) {
		this.outbox = outbox;
		this.countedAt = System.nanoTime() - MAX_AGE.toNanos();
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("dual.stream.outbox.pending", () -> value(OutboxCounts::pending))
			.description("Number of events that wait in the outbox, of all instances that share it")
			.register(registry);
		Gauge.builder("dual.stream.outbox.oldest.age", () -> value((counts) -> counts.oldestAge().toMillis() / 1e3))
			.baseUnit("seconds")
			.description("Age of the oldest event that waits in the outbox, of all instances that share it")
			.register(registry);
		Gauge.builder("dual.stream.outbox.relay.failing", () -> this.outbox.relayFailure().isPresent() ? 1 : 0)
			.description("Whether the relay of this instance fails and sends nothing: 1 or 0")
			.register(registry);
		Gauge.builder("dual.stream.outbox.failed", () -> value(OutboxCounts::failed))
			.description(
					"Number of failed events that are neither retried nor discarded, of all instances that share the outbox")
			.register(registry);
	}

	// a gauge whose function throws has the value NaN
	private synchronized double value(ToDoubleFunction<OutboxCounts> part) {
		long now = System.nanoTime();
		OutboxCounts current = this.counts;
		if (current == null || now - this.countedAt >= MAX_AGE.toNanos()) {
			current = this.outbox.counts();
			this.counts = current;
			this.countedAt = now;
		}
		return part.applyAsDouble(current);
	}

}
