package io.github.dualstream.autoconfigure.projection;

import java.util.function.ToDoubleFunction;

import io.github.dualstream.projection.GenerationStatus;
import io.github.dualstream.projection.ProjectionStatus;
import io.github.dualstream.projection.Projections;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Meters of the projections, which exist once all singletons do. They do not wait for the
 * database, and have no value while the progress is unknown.
 */
final class ProjectionMeters implements SmartInitializingSingleton {

	private final Projections projections;

	private final MeterRegistry registry;

	/**
	 * Create the meters.
	 * @param projections the projections to show
	 * @param registry registry of the meters
	 */
	ProjectionMeters(Projections projections, MeterRegistry registry) {
		this.projections = projections;
		this.registry = registry;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String name : this.projections.names()) {
			register(name, "lag", "Number of offsets that the view of a projection does not include yet",
					(status) -> remaining(status.active()));
			register(name, "rebuild.remaining",
					"Number of offsets that a rebuild of a projection has not handled yet; 0 without one",
					(status) -> remaining(status.building()));
			register(name, "rebuild.done",
					"Number of offsets that a rebuild of a projection has handled; 0 without one",
					(status) -> (status.building() != null) ? status.building().done() : 0);
			register(name, "rebuild.rate",
					"Number of offsets that a rebuild of a projection handles per second; 0 without one",
					(status) -> (status.building() != null) ? status.building().rate() : 0);
			register(name, "unattended", "Whether a view falls behind, as only handlers of another version run: 1 or 0",
					(status) -> status.unattended() ? 1 : 0);
			register(name, "stuck", "Whether a projection waits at an event that fails, in this instance: 1 or 0",
					(status) -> status.isStuck() ? 1 : 0);
		}
	}

	private static double remaining(@Nullable GenerationStatus generation) {
		return (generation != null) ? generation.remaining() : 0;
	}

	private static double valueOf(ProjectionStatus status, ToDoubleFunction<ProjectionStatus> value) {
		return status.silent() ? Double.NaN : value.applyAsDouble(status);
	}

	private void register(String projection, String name, String description,
			ToDoubleFunction<ProjectionStatus> value) {
		Gauge
			.builder("dual.stream.projection." + name, this.projections,
					(projections) -> valueOf(projections.lastStatus(projection), value))
			.description(description)
			.tag("projection", projection)
			.register(this.registry);
	}

}
