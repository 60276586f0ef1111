package io.github.dualstream.aggregate;

import java.util.List;

/**
 * Decision about an aggregate, with the events that were appended.
 *
 * @param aggregate the aggregate after the events
 * @param events the events; none if nothing changed
 * @param <S> type of the state
 */
public record Decision<S>(Aggregate<S> aggregate, List<VersionedEvent> events) {

	public Decision {
		events = List.copyOf(events);
	}

}
