package io.github.dualstream.saga;

import java.time.Instant;

/**
 * Deadline that is set.
 *
 * @param eventId id of the event that the saga receives then
 * @param due time of the deadline
 */
public record SagaDeadline(String eventId, Instant due) {

}
