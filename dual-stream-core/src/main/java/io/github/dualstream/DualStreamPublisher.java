package io.github.dualstream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes each event once, on two streams: the whole event durably to the log, and,
 * after the log has acknowledged it, a light notification (ids and position, never the
 * data) to the subscribers of its source.
 * <p>
 * A call succeeds exactly when the log has acknowledged the event. The notification
 * neither changes the result nor delays it.
 * <p>
 * <b>Transactions.</b> With the outbox enabled, an event that is published within a
 * transaction of its database becomes part of that transaction: the call succeeds with a
 * {@linkplain PublishResult#isStored() stored} result, and the event goes to the log, and
 * then to the subscribers, exactly if the transaction commits.
 * <p>
 * <b>Order.</b> Events of one source reach the log in the order in which they were handed
 * to this publisher. Events of different sources have no order.
 * <p>
 * <b>Threads.</b> Thread-safe. Every method may block the caller for at most
 * {@code dual-stream.publisher.max-block} while the log has no room or its metadata is
 * not known yet. Futures complete on the log client's own thread: give slow continuations
 * an executor ({@code thenApplyAsync}), and never call {@link #publish} from a
 * continuation.
 */
@FunctionalInterface
public interface DualStreamPublisher {

	/**
	 * Publish an event without waiting for the acknowledgement.
	 * @param event the event to publish
	 * @return a future with the event's position in the log, or with a stored result if
	 * the event is in the outbox; it fails with a {@link DualStreamException} whose type
	 * says what is known: {@link RejectedException refused}, {@link BackpressureException
	 * no room}, {@link PublishFailedException failed} (in these cases nothing is in the
	 * log) or {@link UnknownOutcomeException unknown}. It always completes, within
	 * {@code dual-stream.publisher.max-block} plus
	 * {@code dual-stream.publisher.delivery-timeout}. Cancelling it has no effect on the
	 * event.
	 */
	CompletableFuture<PublishResult> publishAsync(Event event);

	/**
	 * Publish an event and wait for the acknowledgement.
	 * @param event the event to publish
	 * @return the position of the event in the log, unless it is stored in the outbox
	 * @throws RejectedException if the event was refused before anything was sent
	 * @throws BackpressureException if there was no room for the event in time
	 * @throws PublishFailedException if the log refused the event; it is not in the log
	 * @throws UnknownOutcomeException if the acknowledgement did not arrive, or the
	 * calling thread was interrupted; the event may or may not be in the log
	 */
	default PublishResult publish(Event event) {
		return PublishOutcome.await(event, publishAsync(event)).get();
	}

	/**
	 * Publish several events and wait for all their acknowledgements. They are sent
	 * together, and each has an outcome of its own: a batch is not atomic.
	 * @param events the events to publish, in this order
	 * @return one outcome per event, in the order of the events; never throws for an
	 * event that could not be published
	 * @throws RejectedException if one of the events is {@code null}; nothing was sent
	 */
	default BatchResult publishAll(Collection<Event> events) {
		List<Event> ordered = new ArrayList<>(events);
		if (ordered.contains(null)) {
			throw new RejectedException("event", "is null");
		}
		return BatchResult.await(ordered, publishAllAsync(ordered));
	}

	/**
	 * Publish several events without waiting for the acknowledgements. Within a
	 * transaction, they are stored together, which costs far less than storing each one
	 * separately.
	 * @param events the events to publish, in this order
	 * @return one future per event, in the order of the events, each as returned by
	 * {@link #publishAsync}
	 */
	default List<CompletableFuture<PublishResult>> publishAllAsync(List<Event> events) {
		return events.stream().map(this::publishAsync).toList();
	}

}
