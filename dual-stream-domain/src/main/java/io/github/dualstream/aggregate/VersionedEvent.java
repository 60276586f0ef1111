package io.github.dualstream.aggregate;

import io.github.dualstream.Event;

/**
 * Event of a stream with its place in it. Events carry their place in the log, too, as
 * the extension {@value #EXTENSION}.
 *
 * @param version number of the event within its stream, from 1 and without gaps
 * @param event the event
 */
public record VersionedEvent(long version, Event event) {

	/** Name of the extension with the number of an event within its stream. */
	public static final String EXTENSION = "streamversion";

	/**
	 * Give an event its place.
	 * @param version number of the event within its stream
	 * @param event the event
	 * @return the event, with the number as its extension
	 */
	public static VersionedEvent of(long version, Event event) {
		return new VersionedEvent(version, event.toBuilder().extension(EXTENSION, Long.toString(version)).build());
	}

}
