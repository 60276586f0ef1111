package io.github.dualstream.outbox;

import java.time.Instant;

import io.github.dualstream.Source;

/**
 * An event that the relay has given up.
 *
 * @param number identifies it in the outbox
 * @param eventId id of the event
 * @param type type of the event
 * @param source its source
 * @param storedAt when it was stored, by the database's clock
 * @param cause why the log did not take it
 */
public record FailedEvent(long number, String eventId, String type, Source source, Instant storedAt, String cause) {

}
