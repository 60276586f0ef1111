package io.github.dualstream.publisher;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Causation;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.PublishResult;

/**
 * Publisher that adds the {@link Causation} of the calling thread to events: their
 * correlation id and causation id, unless they have them.
 */
public final class CausalPublisher implements DualStreamPublisher {

	private final DualStreamPublisher publisher;

	/**
	 * Create the decorator.
	 * @param publisher the publisher of the completed events
	 */
	public CausalPublisher(DualStreamPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public CompletableFuture<PublishResult> publishAsync(Event event) {
		return this.publisher.publishAsync(complete(event));
	}

	@Override
	public List<CompletableFuture<PublishResult>> publishAllAsync(List<Event> events) {
		if (Causation.current() == null) {
			return this.publisher.publishAllAsync(events);
		}
		List<Event> completed = new ArrayList<>(events.size());
		events.forEach((event) -> completed.add(complete(event)));
		return this.publisher.publishAllAsync(completed);
	}

	/** Null is rejected by the publisher of all events. */
	private static Event complete(Event event) {
		return (event != null) ? Causation.addTo(event) : event;
	}

}
