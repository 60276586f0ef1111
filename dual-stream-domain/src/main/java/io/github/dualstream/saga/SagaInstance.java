package io.github.dualstream.saga;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.dualstream.JsonData;
import org.jspecify.annotations.Nullable;

/**
 * Saga with its state, as it is stored.
 *
 * @param key name and id of the saga
 * @param version number of its last step
 * @param status status of the saga
 * @param state state as JSON
 * @param compensations names of the compensations, in the order in which they were added
 * @param deadlines deadlines by name
 */
public record SagaInstance(SagaKey key, long version, SagaStatus status, JsonData state, List<String> compensations,
		Map<String, SagaDeadline> deadlines) {

	public SagaInstance {
		compensations = List.copyOf(compensations);
		deadlines = Map.copyOf(deadlines);
	}

	/**
	 * Time of the next deadline.
	 * @return the time; {@code null} if no deadline is set
	 */
	public @Nullable Instant nextDeadline() {
		return this.deadlines.values().stream().map(SagaDeadline::due).min(Instant::compareTo).orElse(null);
	}

}
