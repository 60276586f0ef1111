package io.github.dualstream.autoconfigure.saga;

import io.github.dualstream.autoconfigure.health.ProbeHealthIndicator;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health of the sagas: degraded while one is stuck, or they cannot be counted. Never
 * waits for the database.
 */
final class SagasHealthIndicator implements HealthIndicator {

	private final StuckSagas stuckSagas;

	SagasHealthIndicator(StuckSagas stuckSagas) {
		this.stuckSagas = stuckSagas;
	}

	@Override
	public Health health() {
		StuckSagas.Count count = this.stuckSagas.last();
		if (count.problem() != null) {
			return Health.status(ProbeHealthIndicator.DEGRADED).withDetail("error", count.problem()).build();
		}
		Long stuck = count.number();
		if (stuck == null) {
			return Health.unknown().build();
		}
		return ((stuck == 0) ? Health.up() : Health.status(ProbeHealthIndicator.DEGRADED)).withDetail("stuck", stuck)
			.build();
	}

}
