package io.github.dualstream.feed;

import java.util.List;

import io.github.dualstream.Position;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * Part of the history of a source.
 *
 * @param events the events, oldest first
 * @param next position to resume after; {@code null} if the partition is empty
 */
public record HistoryPage(List<StoredEvent> events, @Nullable Position next) {

	public HistoryPage {
		events = List.copyOf(events);
	}

}
