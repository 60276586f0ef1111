package io.github.dualstream.autoconfigure.saga;

import io.github.dualstream.autoconfigure.health.ProbeHealthIndicator;
import io.github.dualstream.saga.Sagas;
import io.github.dualstream.saga.StuckLimits;
import io.github.dualstream.transport.PrintableText;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Health of the sagas: degraded while one is stuck, or they cannot be counted.
 */
final class SagasHealthIndicator implements HealthIndicator {

	private final Sagas sagas;

	private final StuckLimits limits;

	SagasHealthIndicator(Sagas sagas, StuckLimits limits) {
		this.sagas = sagas;
		this.limits = limits;
	}

	@Override
	public Health health() {
		try {
			long stuck = this.sagas.countStuck(this.limits);
			return ((stuck == 0) ? Health.up() : Health.status(ProbeHealthIndicator.DEGRADED))
				.withDetail("stuck", stuck)
				.build();
		}
		catch (DataAccessException | TransactionException ex) {
			return Health.status(ProbeHealthIndicator.DEGRADED)
				.withDetail("error", PrintableText.ofInnermostCause(ex))
				.build();
		}
	}

}
