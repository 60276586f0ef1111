package io.github.dualstream.observation;

import io.github.dualstream.consumer.BatchHandler;
import io.github.dualstream.consumer.HandlerDecorator;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes each call of a handler.
 */
public final class ObservedHandlers implements HandlerDecorator {

	private static final HandlingObservationConvention DEFAULT = new HandlingObservationConvention.Default();

	private final String system;

	private final ObservationRegistry registry;

	private final @Nullable HandlingObservationConvention convention;

	/**
	 * Create the decorator.
	 * @param system name of the system that stores the log
	 * @param registry registry of the observations
	 * @param convention convention for names and tags; {@code null} for that of the
	 * registry, or the default
	 */
	public ObservedHandlers(String system, ObservationRegistry registry,
			@Nullable HandlingObservationConvention convention) {
		this.system = system;
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	public BatchHandler decorate(String group, BatchHandler handler) {
		return (events) -> Observation
			.createNotStarted(this.convention, DEFAULT,
					() -> new HandlingObservationContext(this.system, group, events), this.registry)
			.observeChecked(() -> handler.handle(events));
	}

}
