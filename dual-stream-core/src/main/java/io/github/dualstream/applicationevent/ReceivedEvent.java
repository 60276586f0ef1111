package io.github.dualstream.applicationevent;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.transport.StoredEvent;

import org.springframework.context.PayloadApplicationEvent;

/**
 * Application event with the payload of an event that was read from the log. A listener
 * takes the payload, or this type if it needs the event as well. It never becomes an
 * event of the log again.
 *
 * @param <T> class of the payload
 * @see ReceiveApplicationEvents
 */
public final class ReceivedEvent<T> extends PayloadApplicationEvent<T> {

	private static final long serialVersionUID = 1L;

	private final transient StoredEvent stored;

	ReceivedEvent(Object source, T payload, StoredEvent stored) {
		super(source, payload);
		this.stored = stored;
	}

	/**
	 * The event as it lies in the log.
	 * @return the event, with its data as JSON
	 */
	public Event event() {
		return this.stored.event();
	}

	/**
	 * Position of the event in the log.
	 * @return the position
	 */
	public Position position() {
		return this.stored.position();
	}

}
