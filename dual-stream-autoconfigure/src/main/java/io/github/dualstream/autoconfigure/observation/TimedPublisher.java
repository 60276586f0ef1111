package io.github.dualstream.autoconfigure.observation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.PublishResult;
import io.github.dualstream.observation.EventObservationDocumentation;
import io.github.dualstream.observation.ObservedPublisher;
import io.github.dualstream.observation.OutcomeTag;
import io.github.dualstream.transport.TopicRouting;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Publisher that times each publish like {@link ObservedPublisher}, for an application in
 * which an observation would only become a timer. With an observation instead, the whole
 * call of {@code publishAsync} allocates at least 1.8 times the memory: benchmark
 * {@code PublishCall} with {@code -prof gc}, parts {@code everything} and
 * {@code with-observations}.
 */
final class TimedPublisher implements DualStreamPublisher {

	private final DualStreamPublisher publisher;

	private final TopicRouting routing;

	private final MeterRegistry registry;

	private final Map<String, Timer> successes = new ConcurrentHashMap<>();

	/**
	 * Create the decorator.
	 * @param publisher the publisher to time
	 * @param routing topics of source types
	 * @param registry registry of the timers
	 */
	TimedPublisher(DualStreamPublisher publisher, TopicRouting routing, MeterRegistry registry) {
		this.publisher = publisher;
		this.routing = routing;
		this.registry = registry;
	}

	@Override
	public CompletableFuture<PublishResult> publishAsync(Event event) {
		if (event == null) {
			return this.publisher.publishAsync(event);
		}
		Timer.Sample sample = Timer.start(this.registry);
		return timed(event, sample, this.publisher.publishAsync(event));
	}

	@Override
	public List<CompletableFuture<PublishResult>> publishAllAsync(List<Event> events) {
		Timer.Sample sample = Timer.start(this.registry);
		List<CompletableFuture<PublishResult>> published = this.publisher.publishAllAsync(events);
		return IntStream.range(0, published.size())
			.mapToObj((i) -> timed(events.get(i), sample, published.get(i)))
			.toList();
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the result
	private CompletableFuture<PublishResult> timed(Event event, Timer.Sample sample,
			CompletableFuture<PublishResult> published) {
		String topic = this.routing.topicOf(event.sourceType());
		// completed after the timer, so that the meters include the publish when the
		// result is there
		CompletableFuture<PublishResult> timed = new CompletableFuture<>();
		published.whenComplete((result, failure) -> {
			sample.stop(timer(topic, result, failure));
			if (failure != null) {
				timed.completeExceptionally(failure);
			}
			else {
				timed.complete(result);
			}
		});
		return timed;
	}

	private Timer timer(String topic, @Nullable PublishResult result, @Nullable Throwable failure) {
		String outcome = OutcomeTag.of(result, failure);
		if (failure == null && outcome.equals(OutcomeTag.SUCCESS)) {
			return this.successes.computeIfAbsent(topic, (key) -> register(key, outcome, "none"));
		}
		return register(topic, outcome, (failure != null) ? failure.getClass().getSimpleName() : "none");
	}

	private Timer register(String topic, String outcome, String error) {
		return Timer.builder(EventObservationDocumentation.PUBLISH.getName())
			.description("Time from the call to the acknowledgement of the log, or to the storing in the outbox")
			.tags("topic", topic, "outcome", outcome, "error", error)
			.register(this.registry);
	}

}
