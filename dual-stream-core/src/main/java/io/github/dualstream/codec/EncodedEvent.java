package io.github.dualstream.codec;

import io.github.dualstream.Event;

/**
 * Event to append to the log, its data encoded.
 *
 * @param event the event, with the content type of its data unless it is plain JSON
 * @param data data of the event, JSON in UTF-8 unless its content type is another one;
 * empty for a tombstone; not copied, so it must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // carried through, never compared
public record EncodedEvent(Event event, byte[] data) {

	/**
	 * Whether the data is JSON.
	 * @return {@code false} for a tombstone as well
	 */
	public boolean isJson() {
		return !this.event.isTombstone() && ContentTypes.isJson(this.event.contentType());
	}

	@Override
	public String toString() {
		return "event '" + this.event.id() + "'";
	}

}
