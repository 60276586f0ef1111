package io.github.dualstream.transport;

import java.util.List;

import io.github.dualstream.Position;
import org.jspecify.annotations.Nullable;

/**
 * A part of a source's history.
 *
 * @param events the events, oldest first
 * @param next reading after this position continues where this page ends; {@code null} if
 * the log is still empty there
 */
public record HistoryPage(List<StoredEvent> events, @Nullable Position next) {

	public HistoryPage {
		events = List.copyOf(events);
	}

}
