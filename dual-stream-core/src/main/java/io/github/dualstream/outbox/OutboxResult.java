package io.github.dualstream.outbox;

import io.github.dualstream.Position;
import io.github.dualstream.Source;

/**
 * Result of sending a stored event, published as an application event if
 * {@code dual-stream.outbox.publish-results} is set. The results of one source are in the
 * order of its events. A result can be lost, or occur twice, when an instance ends.
 */
public sealed interface OutboxResult {

	/**
	 * Id of the event.
	 * @return the id
	 */
	String eventId();

	/**
	 * Type of the event.
	 * @return the type
	 */
	String eventType();

	/**
	 * Source of the event.
	 * @return the source
	 */
	Source source();

	/**
	 * The log has acknowledged the event.
	 *
	 * @param eventId id of the event
	 * @param eventType type of the event
	 * @param source source of the event
	 * @param position position of the event in the log
	 */
	record Sent(String eventId, String eventType, Source source, Position position) implements OutboxResult {

	}

	/**
	 * The log did not accept the event, and the relay retries. Later events of its source
	 * wait.
	 *
	 * @param eventId id of the event
	 * @param eventType type of the event
	 * @param source source of the event
	 * @param cause reason why the log did not accept it
	 */
	record Retrying(String eventId, String eventType, Source source, String cause) implements OutboxResult {

	}

	/**
	 * The event has failed. The relay no longer sends it, and it stays in the outbox.
	 *
	 * @param eventId id of the event
	 * @param eventType type of the event
	 * @param source source of the event
	 * @param number number of the event, for {@link Outbox#retry} and
	 * {@link Outbox#discard}
	 * @param cause reason why the log did not accept it
	 */
	record Failed(String eventId, String eventType, Source source, long number, String cause) implements OutboxResult {

	}

}
