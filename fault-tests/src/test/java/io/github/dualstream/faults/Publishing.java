package io.github.dualstream.faults;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.PublishOutcome;
import io.github.dualstream.PublishResult;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.harness.history.HistoryWriter;

/**
 * Publishes and keeps the history of it. Each source is for one thread.
 */
final class Publishing {

	private static final String SOURCE_TYPE = "order";

	private final DualStreamPublisher publisher;

	private final HistoryWriter history;

	private final Map<String, Long> sequences = new ConcurrentHashMap<>();

	Publishing(DualStreamPublisher publisher, HistoryWriter history) {
		this.publisher = publisher;
		this.history = history;
	}

	/**
	 * The same id always makes the same event.
	 */
	static Event event(String id, String sourceId, int payload) {
		return Event.builder()
			.id(id)
			.type("order.placed")
			.source(SOURCE_TYPE, sourceId)
			.time(Instant.EPOCH)
			.data(new Data(id, "x".repeat(payload)))
			.build();
	}

	/**
	 * Publishes as a service does: what is unknown once more, with the same id.
	 */
	void publish(Event event) {
		if (!publishOnce(event)) {
			publishOnce(event);
		}
	}

	private boolean publishOnce(Event event) {
		long operation = invoke(event);
		try {
			this.history.ok(operation, this.publisher.publish(event).position().toString());
		}
		catch (UnknownOutcomeException ex) {
			this.history.unknown(operation, describe(ex));
			return false;
		}
		catch (RuntimeException ex) {
			this.history.fail(operation, describe(ex));
		}
		return true;
	}

	CompletableFuture<PublishResult> publishAsync(Event event) {
		long operation = invoke(event);
		return this.publisher.publishAsync(event).whenComplete((result, failure) -> ended(operation, result, failure));
	}

	void publishAll(List<Event> events) {
		List<Long> operations = events.stream().map(this::invoke).toList();
		List<PublishOutcome> outcomes = this.publisher.publishAll(events).outcomes();
		IntStream.range(0, outcomes.size())
			.forEach((i) -> ended(operations.get(i), outcomes.get(i).result(), outcomes.get(i).failure()));
	}

	private long invoke(Event event) {
		String source = event.sourceType() + ":" + event.sourceId();
		return this.history.invoke(event.id(), source, this.sequences.merge(source, 1L, Long::sum));
	}

	private void ended(long operation, PublishResult result, Throwable failure) {
		if (result != null) {
			this.history.ok(operation, result.position().toString());
		}
		else if (failure instanceof UnknownOutcomeException) {
			this.history.unknown(operation, describe(failure));
		}
		else {
			this.history.fail(operation, describe(failure));
		}
	}

	private record Data(String id, String padding) {

	}

	private static String describe(Throwable failure) {
		return failure.getClass().getSimpleName() + ": " + failure.getMessage();
	}

}
