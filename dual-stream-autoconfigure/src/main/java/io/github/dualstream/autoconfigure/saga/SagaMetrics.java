package io.github.dualstream.autoconfigure.saga;

import java.util.Locale;

import io.github.dualstream.saga.SagaListener;
import io.github.dualstream.saga.SagaOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Meters of the events of sagas.
 */
final class SagaMetrics implements SagaListener {

	private final Meter.MeterProvider<Counter> events;

	SagaMetrics(MeterRegistry registry) {
		this.events = Counter.builder("dual.stream.saga.events")
			.description("Number of events that this instance delivered to sagas, and what came of them")
			.withRegistry(registry);
	}

	@Override
	public void handled(String saga, SagaOutcome outcome) {
		this.events.withTags("saga", saga, "outcome", outcome.name().toLowerCase(Locale.ROOT)).increment();
	}

}
