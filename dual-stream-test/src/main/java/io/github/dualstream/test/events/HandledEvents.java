package io.github.dualstream.test.events;

import java.util.List;

import io.github.dualstream.Position;
import io.github.dualstream.consumer.deadletter.DeadLetter;

/**
 * Outcome of events that were given to the listeners of an application.
 *
 * @param positions position of each event in the log
 * @param deadLetters dead-letter records of the events, by all groups
 * @param handled number of events that a handler has returned from without an exception,
 * counted for each group
 */
public record HandledEvents(List<Position> positions, List<DeadLetter> deadLetters, int handled) {

	public HandledEvents {
		positions = List.copyOf(positions);
		deadLetters = List.copyOf(deadLetters);
	}

}
