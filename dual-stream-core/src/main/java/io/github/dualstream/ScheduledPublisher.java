package io.github.dualstream;

import java.time.Duration;
import java.time.Instant;

/**
 * Publishes events later. An event waits in the database of the outbox until it is due,
 * and then goes to the log and to the subscribers as any other event of the outbox: at
 * least once, with the same id, after events of its source that were due before. There is
 * a bean of this type if the outbox is enabled. Thread-safe. <pre class="code">
 * this.events.publishAfter(Event.of("order", id, "order.reminder", reminder), Duration.ofDays(1));
 * </pre>
 * <p>
 * A call is part of the caller's transaction: the event is published exactly if that
 * transaction commits. Outside of one it has a transaction of its own. The clock is that
 * of the database, and the relay looks for events that are due once per
 * {@code dual-stream.outbox.relay.poll-interval}. An event with a due time in the past is
 * published at the next of these times.
 */
public interface ScheduledPublisher {

	/**
	 * Publish an event at a time.
	 * @param event event to publish
	 * @param due time from which it is published, until the year 9999
	 * @throws IllegalArgumentException if the time is after that
	 * @throws RejectedException if the event is not valid
	 * @throws PublishFailedException if it could not be stored; the transaction of the
	 * caller cannot commit then
	 */
	void publishAt(Event event, Instant due);

	/**
	 * Publish an event after a delay.
	 * @param event event to publish
	 * @param delay time from now until it is published, not negative
	 * @throws IllegalArgumentException if the delay is negative, or longer than a
	 * thousand years
	 * @throws RejectedException if the event is not valid
	 * @throws PublishFailedException if it could not be stored; the transaction of the
	 * caller cannot commit then
	 */
	void publishAfter(Event event, Duration delay);

	/**
	 * Cancel an event, as part of the caller's transaction if there is one.
	 * @param eventId id of the event
	 * @return {@code false} if no event with this id waits: it is unknown, or was due
	 */
	boolean cancel(String eventId);

}
