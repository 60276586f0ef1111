package io.github.dualstream.autoconfigure.projection;

import java.util.ArrayList;
import java.util.List;

import io.github.dualstream.autoconfigure.health.ProbeHealthIndicator;
import io.github.dualstream.projection.Projections;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health of projections: degraded while an event fails, at which a view waits.
 */
final class ProjectionsHealthIndicator implements HealthIndicator {

	private final Projections projections;

	/**
	 * Create the indicator.
	 * @param projections the projections
	 */
	ProjectionsHealthIndicator(Projections projections) {
		this.projections = projections;
	}

	@Override
	public Health health() {
		List<String> stuck = new ArrayList<>(this.projections.names());
		stuck.removeIf((name) -> !this.projections.status(name).isStuck());
		return stuck.isEmpty() ? Health.up().build()
				: Health.status(ProbeHealthIndicator.DEGRADED).withDetail("stuck", stuck).build();
	}

}
