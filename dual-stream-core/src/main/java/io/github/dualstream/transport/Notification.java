package io.github.dualstream.transport;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

/**
 * Notification that an event is in the log: ids and position, never the data.
 *
 * @param eventId id of the event, with the constraints of {@link Event}
 * @param type type of the event, with the constraints of {@link Event}
 * @param source source of the event
 * @param position position of the event in the log
 * @param prev position of this publisher's previous event of the same source, if still
 * known
 */
public record Notification(String eventId, String type, Source source, Position position, @Nullable Position prev) {

	/**
	 * Create the notification of an event.
	 * @param event the event
	 * @param position position of the event in the log
	 * @param prev position of the previous event, if known
	 * @return the notification
	 */
	public static Notification of(Event event, Position position, @Nullable Position prev) {
		return new Notification(event.id(), event.type(), event.source(), position, prev);
	}

}
