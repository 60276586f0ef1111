package io.github.dualstream.outbox;

import io.github.dualstream.Position;

/**
 * Event of the outbox that the log has acknowledged.
 *
 * @param event the event
 * @param position position in the log
 */
public record SentEvent(PendingEvent event, Position position) {

}
