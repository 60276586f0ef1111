package io.github.dualstream.codec;

import io.github.dualstream.Event;

/**
 * Event to append to the log, its data encoded as JSON.
 *
 * @param event the event
 * @param data data of the event as JSON in UTF-8; not copied, so it must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // carried through, never compared
public record EncodedEvent(Event event, byte[] data) {

	@Override
	public String toString() {
		return "event '" + this.event.id() + "'";
	}

}
