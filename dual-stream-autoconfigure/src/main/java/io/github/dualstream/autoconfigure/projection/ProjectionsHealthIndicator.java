package io.github.dualstream.autoconfigure.projection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.github.dualstream.autoconfigure.health.ProbeHealthIndicator;
import io.github.dualstream.projection.ProjectionStatus;
import io.github.dualstream.projection.Projections;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health of projections: degraded while an event fails, at which a view waits, while a
 * view falls behind since only handlers of another version run, and while the progress is
 * unknown. Never waits for the database.
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
		Map<String, List<String>> problems = new LinkedHashMap<>();
		for (String name : new TreeSet<>(this.projections.names())) {
			ProjectionStatus status = this.projections.lastStatus(name);
			if (status.isStuck()) {
				add(problems, "stuck", name);
			}
			if (status.unattended()) {
				add(problems, "unattended", name);
			}
			if (status.silent()) {
				add(problems, "silent", name);
			}
		}
		return (problems.isEmpty() ? Health.up() : Health.status(ProbeHealthIndicator.DEGRADED)).withDetails(problems)
			.build();
	}

	private static void add(Map<String, List<String>> problems, String problem, String projection) {
		problems.computeIfAbsent(problem, (absent) -> new ArrayList<>()).add(projection);
	}

}
