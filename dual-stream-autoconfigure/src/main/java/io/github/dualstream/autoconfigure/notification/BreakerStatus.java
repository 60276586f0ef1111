package io.github.dualstream.autoconfigure.notification;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.github.dualstream.autoconfigure.actuator.StatusContributor;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/**
 * Status of the circuit breaker between the dispatcher and the bus.
 */
final class BreakerStatus implements StatusContributor {

	private final CircuitBreaker breaker;

	/**
	 * Create the part.
	 * @param breaker the breaker to show
	 */
	BreakerStatus(CircuitBreaker breaker) {
		this.breaker = breaker;
	}

	@Override
	public String name() {
		return "breaker";
	}

	@Override
	public Object status() {
		CircuitBreaker.Metrics metrics = this.breaker.getMetrics();
		Map<String, Object> status = new LinkedHashMap<>();
		status.put("state", this.breaker.getState().name().toLowerCase(Locale.ROOT));
		status.put("lastCalls", metrics.getNumberOfBufferedCalls());
		status.put("lastCallsFailed", metrics.getNumberOfFailedCalls());
		status.put("callsNotPermitted", metrics.getNumberOfNotPermittedCalls());
		return status;
	}

}
