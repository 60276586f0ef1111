package io.github.dualstream.outbox;

import io.github.dualstream.Position;

/**
 * An event of the outbox that the log has acknowledged.
 *
 * @param event the event
 * @param position where it lies in the log
 */
public record SentEvent(PendingEvent event, Position position) {

}
