package io.github.dualstream.aggregate;

import java.time.Instant;
import java.util.List;

import io.github.dualstream.Event;
import io.github.dualstream.RejectedException;
import io.github.dualstream.Source;

/**
 * Store of streams: of each source, all events in their order, numbered from 1 without
 * gaps. Thread-safe. Methods throw {@link org.springframework.dao.DataAccessException} if
 * the store fails.
 */
public interface EventStore {

	/**
	 * Append events to a stream, all or none, as part of the caller's transaction, or of
	 * one of their own if there is none. They go to the log once it has committed, in the
	 * order of the stream.
	 * @param source source of the events
	 * @param expectedVersion number of the stream's last event as known to the caller; 0
	 * for a stream without events
	 * @param events events to append, in this order
	 * @return the events with their versions
	 * @throws ConcurrencyException if the stream ends elsewhere; a transaction of the
	 * caller can then only be rolled back
	 * @throws RejectedException if an event is not valid; nothing was appended
	 */
	List<VersionedEvent> append(Source source, long expectedVersion, List<Event> events);

	/**
	 * Load a part of a stream.
	 * @param source source of the events
	 * @param from lowest version to load
	 * @param to highest version to load
	 * @return the events, in order, as far as they exist
	 */
	List<VersionedEvent> load(Source source, long from, long to);

	/**
	 * Load a stream.
	 * @param source source of the events
	 * @return all events, in order
	 */
	default List<VersionedEvent> load(Source source) {
		return load(source, 1, Long.MAX_VALUE);
	}

	/**
	 * Load a stream up to a version.
	 * @param source source of the events
	 * @param version highest version to load
	 * @return the events, in order
	 */
	default List<VersionedEvent> load(Source source, long version) {
		return load(source, 1, version);
	}

	/**
	 * Load a stream up to a time.
	 * @param source source of the events
	 * @param time time to load up to
	 * @return the events before the first one with a later time, in order
	 */
	default List<VersionedEvent> load(Source source, Instant time) {
		return load(source).stream().takeWhile((event) -> !event.event().time().isAfter(time)).toList();
	}

}
