package io.github.dualstream.transport;

import io.github.dualstream.Event;
import io.github.dualstream.Position;

/**
 * Event read from the log.
 *
 * @param position position of the event
 * @param event the event; its data is {@link io.github.dualstream.JsonData}
 */
public record StoredEvent(Position position, Event event) {

}
