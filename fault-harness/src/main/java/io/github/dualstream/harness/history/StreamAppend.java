package io.github.dualstream.harness.history;

import java.util.List;

/**
 * Append of events to a stream of an event store.
 *
 * @param source source of the stream, {@code type:id}
 * @param expectedVersion version that the caller expected
 * @param events ids of the events, in order
 * @param outcome known outcome: {@code FAILED} for a conflict or a rollback
 */
public record StreamAppend(String source, long expectedVersion, List<String> events, Outcome outcome) {

	public StreamAppend {
		events = List.copyOf(events);
	}

	String describe() {
		return "append of " + this.events + " to " + this.source + " after version " + this.expectedVersion + " ("
				+ this.outcome + ")";
	}

}
