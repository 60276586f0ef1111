package io.github.dualstream.transport;

import java.time.Instant;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import org.jspecify.annotations.Nullable;

/**
 * Record at one position of the log, which need not be an event. Immutable.
 */
public interface LogEntry {

	Position position();

	/**
	 * Time of the append.
	 * @return the time, or the epoch if the log does not provide it
	 */
	Instant appendedAt();

	/**
	 * Key of the record: records with the same key are ordered.
	 * @return the key; {@code null} without one
	 */
	@Nullable String key();

	/**
	 * Approximate memory size.
	 * @return number of bytes
	 */
	int size();

	/**
	 * Read the event.
	 * @return the event, decoded on each call
	 * @throws UnreadableEntryException if the record is not an event
	 */
	Event event() throws UnreadableEntryException;

}
