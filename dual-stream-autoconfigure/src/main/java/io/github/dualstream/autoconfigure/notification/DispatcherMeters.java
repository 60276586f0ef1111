package io.github.dualstream.autoconfigure.notification;

import java.util.List;
import java.util.Locale;

import io.github.dualstream.publisher.NotificationDispatcher;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of the notification dispatcher: its queue and its circuit breaker.
 */
final class DispatcherMeters implements MeterBinder {

	private final NotificationDispatcher dispatcher;

	/**
	 * Create the binder.
	 * @param dispatcher the dispatcher to show
	 */
	DispatcherMeters(NotificationDispatcher dispatcher) {
		this.dispatcher = dispatcher;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("dual.stream.redis.queue", this.dispatcher, NotificationDispatcher::queueSize)
			.description("Number of notifications that wait to be sent")
			.register(registry);
		for (CircuitBreaker.State state : List.of(CircuitBreaker.State.CLOSED, CircuitBreaker.State.OPEN,
				CircuitBreaker.State.HALF_OPEN)) {
			Gauge
				.builder("dual.stream.redis.circuit", this.dispatcher,
						(dispatcher) -> (dispatcher.circuit().getState() == state) ? 1 : 0)
				.description("Whether the circuit breaker of notifications is in this state: 1 or 0")
				.tag("state", state.name().toLowerCase(Locale.ROOT))
				.register(registry);
		}
	}

}
