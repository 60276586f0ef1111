package io.github.dualstream.transport;

import io.github.dualstream.Event;

/**
 * An event on its way to the log, its data written as JSON.
 *
 * @param event the event
 * @param data the event's data as JSON in UTF-8; not copied, so not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // carried through, never compared
public record EncodedEvent(Event event, byte[] data) {

}
