package io.github.dualstream.outbox;

import java.time.Instant;

import io.github.dualstream.Source;

/**
 * Failed event, which the relay no longer sends.
 *
 * @param number number in the outbox
 * @param eventId id of the event
 * @param type type of the event
 * @param source its source
 * @param storedAt time at which it was stored, by the database's clock
 * @param cause reason why the log did not accept it
 */
public record FailedEvent(long number, String eventId, String type, Source source, Instant storedAt, String cause) {

}
