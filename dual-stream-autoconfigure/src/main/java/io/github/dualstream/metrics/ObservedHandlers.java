package io.github.dualstream.metrics;

import io.github.dualstream.consumer.BatchHandler;
import io.github.dualstream.consumer.HandlerDecorator;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/**
 * Observes each call of a handler.
 */
public final class ObservedHandlers implements HandlerDecorator {

	private final ObservationRegistry registry;

	private final HandlingObservationConvention convention;

	/**
	 * Create the decorator.
	 * @param registry who is told
	 * @param convention names and tags
	 */
	public ObservedHandlers(ObservationRegistry registry, HandlingObservationConvention convention) {
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	public BatchHandler decorate(String group, BatchHandler handler) {
		return (events) -> Observation
			.createNotStarted(this.convention, () -> new HandlingObservationContext(group, events), this.registry)
			.observeChecked(() -> handler.handle(events));
	}

}
