package io.github.dualstream.autoconfigure.publisher;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

import io.github.dualstream.publisher.BacklogLevel;
import io.github.dualstream.publisher.BacklogMonitor;
import io.github.dualstream.publisher.BacklogState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of the publisher's backlog.
 */
final class BacklogMeters implements MeterBinder {

	private final BacklogMonitor monitor;

	/**
	 * Create the binder.
	 * @param monitor monitor of the backlog
	 */
	BacklogMeters(BacklogMonitor monitor) {
		this.monitor = monitor;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		gauge("dual.stream.publisher.in.flight", BacklogState::inFlight)
			.description("Number of publishes that the log has not answered")
			.register(registry);
		gauge("dual.stream.publisher.buffer", BacklogState::bufferedBytes)
			.description("Size of the events that wait for their acknowledgement")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
		gauge("dual.stream.publisher.load", BacklogState::load)
			.description("Load of the publisher from 0 to 1, which determines the level of its backlog")
			.register(registry);
		for (BacklogLevel level : BacklogLevel.values()) {
			gauge("dual.stream.publisher.backlog", (state) -> (state.level() == level) ? 1 : 0)
				.description("Whether the backlog is at this level: 1 or 0")
				.tag("level", level.name().toLowerCase(Locale.ROOT))
				.register(registry);
		}
	}

	private Gauge.Builder<BacklogMonitor> gauge(String name, ToDoubleFunction<BacklogState> value) {
		return Gauge.builder(name, this.monitor, (monitor) -> value.applyAsDouble(monitor.state()));
	}

}
