package io.github.dualstream.transport;

import io.github.dualstream.Event;
import io.github.dualstream.Position;

/**
 * Event read from the log.
 *
 * @param position position of the event
 * @param event the event; its data is {@link io.github.dualstream.JsonData},
 * {@link io.github.dualstream.BinaryData} or {@link io.github.dualstream.NoData}
 */
public record StoredEvent(Position position, Event event) {

}
