package io.github.dualstream.autoconfigure.saga;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Gauge of sagas that are stuck. It has no value while their number is unknown.
 */
final class SagaMeters implements MeterBinder {

	private final StuckSagas stuckSagas;

	SagaMeters(StuckSagas stuckSagas) {
		this.stuckSagas = stuckSagas;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("dual.stream.saga.stuck", this::stuck)
			.description("Number of sagas that are stuck, of all instances that share them")
			.register(registry);
	}

	private Number stuck() {
		Long stuck = this.stuckSagas.last().number();
		return (stuck != null) ? stuck : Double.NaN;
	}

}
