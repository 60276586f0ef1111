package io.github.dualstream.metrics;

import java.util.concurrent.CompletableFuture;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.PublishResult;
import io.github.dualstream.transport.TopicRouting;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes each publish from the call to the log's answer.
 */
public final class ObservedPublisher implements DualStreamPublisher {

	private static final PublishObservationConvention DEFAULT = new PublishObservationConvention.Default();

	private final DualStreamPublisher publisher;

	private final TopicRouting routing;

	private final ObservationRegistry registry;

	private final @Nullable PublishObservationConvention convention;

	/**
	 * Create the decorator.
	 * @param publisher the publisher to observe
	 * @param routing tells the topic of an event
	 * @param registry who is told
	 * @param convention names and tags; {@code null} for those of a convention of the
	 * registry, else the default
	 */
	public ObservedPublisher(DualStreamPublisher publisher, TopicRouting routing, ObservationRegistry registry,
			@Nullable PublishObservationConvention convention) {
		this.publisher = publisher;
		this.routing = routing;
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the result
	public CompletableFuture<PublishResult> publishAsync(Event event) {
		if (event == null || this.registry.isNoop()) {
			return this.publisher.publishAsync(event);
		}
		PublishObservationContext context = new PublishObservationContext(event,
				this.routing.topicOf(event.sourceType()));
		Observation observation = Observation.createNotStarted(this.convention, DEFAULT, () -> context, this.registry)
			.start();
		// completed after the observation, so that whoever sees the result sees its
		// meters
		CompletableFuture<PublishResult> observed = new CompletableFuture<>();
		this.publisher.publishAsync(context.tracedEvent()).whenComplete((result, failure) -> {
			context.ended(result, failure);
			if (failure != null) {
				observation.error(failure);
				observation.stop();
				observed.completeExceptionally(failure);
			}
			else {
				observation.stop();
				observed.complete(result);
			}
		});
		return observed;
	}

}
