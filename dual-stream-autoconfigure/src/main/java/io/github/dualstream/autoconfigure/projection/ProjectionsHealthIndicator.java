package io.github.dualstream.autoconfigure.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import io.github.dualstream.autoconfigure.health.ProbeHealthIndicator;
import io.github.dualstream.projection.ProjectionStatus;
import io.github.dualstream.projection.Projections;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health of projections: degraded while an event fails, at which a view waits, and while
 * a view falls behind since only handlers of another version run.
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
		List<String> stuck = new ArrayList<>();
		List<String> unattended = new ArrayList<>();
		for (String name : new TreeSet<>(this.projections.names())) {
			ProjectionStatus status = this.projections.status(name);
			if (status.isStuck()) {
				stuck.add(name);
			}
			if (status.unattended()) {
				unattended.add(name);
			}
		}
		if (stuck.isEmpty() && unattended.isEmpty()) {
			return Health.up().build();
		}
		Health.Builder health = Health.status(ProbeHealthIndicator.DEGRADED);
		if (!stuck.isEmpty()) {
			health.withDetail("stuck", stuck);
		}
		if (!unattended.isEmpty()) {
			health.withDetail("unattended", unattended);
		}
		return health.build();
	}

}
