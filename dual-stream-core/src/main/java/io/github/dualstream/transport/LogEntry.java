package io.github.dualstream.transport;

import java.time.Instant;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import org.jspecify.annotations.Nullable;

/**
 * What lies at one position of the log, which need not be an event. Immutable.
 */
public interface LogEntry {

	Position position();

	/**
	 * When it was appended.
	 * @return the time, or the beginning of 1970 where the log does not know
	 */
	Instant appendedAt();

	/**
	 * What its order goes by: entries with the same key are of one order.
	 * @return the key; {@code null} where it has none
	 */
	@Nullable String key();

	/**
	 * How much memory it takes.
	 * @return about how many bytes
	 */
	int size();

	/**
	 * The event.
	 * @return the event, read anew each time
	 * @throws UnreadableEntryException if it does not hold one
	 */
	Event event() throws UnreadableEntryException;

}
