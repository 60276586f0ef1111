package io.github.dualstream.transport;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

/**
 * The news that an event is in the log: ids and position, never the data.
 *
 * @param eventId id of the event, as {@link Event} demands it
 * @param type type of the event, as {@link Event} demands it
 * @param source its source
 * @param position where the event lies in the log
 * @param prev where this publisher's event before it of the same source lies, if the
 * publisher still knows
 */
public record Notification(String eventId, String type, Source source, Position position, @Nullable Position prev) {

	/**
	 * Announce an event.
	 * @param event the event
	 * @param position where it lies in the log
	 * @param prev where the one before it lies, if known
	 * @return the notification
	 */
	public static Notification of(Event event, Position position, @Nullable Position prev) {
		return new Notification(event.id(), event.type(), event.source(), position, prev);
	}

}
