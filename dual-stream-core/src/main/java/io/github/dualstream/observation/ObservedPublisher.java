package io.github.dualstream.observation;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.PublishResult;
import io.github.dualstream.transport.TopicRouting;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Publisher that observes each publish from the call to the log's answer.
 */
public final class ObservedPublisher implements DualStreamPublisher {

	private static final PublishObservationConvention DEFAULT = new PublishObservationConvention.Default();

	private final DualStreamPublisher publisher;

	private final TopicRouting routing;

	private final String system;

	private final ObservationRegistry registry;

	private final @Nullable PublishObservationConvention convention;

	/**
	 * Create the decorator.
	 * @param publisher the publisher to observe
	 * @param routing topics of source types
	 * @param system name of the system that stores the log
	 * @param registry registry of the observations
	 * @param convention convention for names and tags; {@code null} for that of the
	 * registry, or the default
	 */
	public ObservedPublisher(DualStreamPublisher publisher, TopicRouting routing, String system,
			ObservationRegistry registry, @Nullable PublishObservationConvention convention) {
		this.publisher = publisher;
		this.routing = routing;
		this.system = system;
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	public CompletableFuture<PublishResult> publishAsync(Event event) {
		if (event == null || this.registry.isNoop()) {
			return this.publisher.publishAsync(event);
		}
		PublishObservationContext context = context(event);
		Observation observation = start(context);
		return observed(context, observation, this.publisher.publishAsync(context.tracedEvent()));
	}

	@Override
	public List<CompletableFuture<PublishResult>> publishAllAsync(List<Event> events) {
		if (this.registry.isNoop()) {
			return this.publisher.publishAllAsync(events);
		}
		List<PublishObservationContext> contexts = events.stream().map(this::context).toList();
		List<Observation> observations = contexts.stream().map(this::start).toList();
		List<CompletableFuture<PublishResult>> published = this.publisher
			.publishAllAsync(contexts.stream().map(PublishObservationContext::tracedEvent).toList());
		return IntStream.range(0, published.size())
			.mapToObj((i) -> observed(contexts.get(i), observations.get(i), published.get(i)))
			.toList();
	}

	private PublishObservationContext context(Event event) {
		return new PublishObservationContext(this.system, event, this.routing.topicOf(event.sourceType()));
	}

	private Observation start(PublishObservationContext context) {
		return Observation.createNotStarted(this.convention, DEFAULT, () -> context, this.registry).start();
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the result
	private static CompletableFuture<PublishResult> observed(PublishObservationContext context, Observation observation,
			CompletableFuture<PublishResult> published) {
		// completed after the observation, so that the meters include the publish when
		// the result is there
		CompletableFuture<PublishResult> observed = new CompletableFuture<>();
		published.whenComplete((result, failure) -> {
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
