package io.github.dualstream.saga;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.dualstream.Event;
import org.jspecify.annotations.Nullable;

/**
 * Store of sagas. Thread-safe. Methods are part of the caller's transaction unless they
 * say otherwise, and throw {@link org.springframework.dao.DataAccessException} if the
 * store fails.
 */
public interface SagaStore {

	/**
	 * Find a saga.
	 * @param key name and id of the saga
	 * @return the saga, if it has started
	 */
	Optional<SagaInstance> find(SagaKey key);

	/**
	 * Find a saga to handle an event.
	 * @param key name and id of the saga
	 * @param eventId id of the event
	 * @return the saga, if it has started, and whether it has handled the event, or has
	 * failed to
	 */
	SagaLookup find(SagaKey key, String eventId);

	/**
	 * Store a saga after a step.
	 * @param saga the saga as it is now
	 * @param previousVersion version that it had before; 0 for a new saga
	 * @param steps further steps; their times are those of the store
	 * @throws org.springframework.dao.ConcurrencyFailureException if another step was
	 * first
	 */
	void save(SagaInstance saga, long previousVersion, List<SagaStep> steps);

	/**
	 * Load the history of a saga.
	 * @param key name and id of the saga
	 * @return its steps, in order
	 */
	List<SagaStep> history(SagaKey key);

	/**
	 * Store that an event could not be handled, in a transaction of its own.
	 * @param key name and id of the saga
	 * @param event the event
	 * @param failure reason of the failure
	 */
	void addFailure(SagaKey key, Event event, String failure);

	/**
	 * Remove the failures of an event.
	 * @param key name and id of the saga
	 * @param eventId id of the event; {@code null} for all events of the saga
	 */
	void removeFailures(SagaKey key, @Nullable String eventId);

	/**
	 * List the events that a saga failed to handle.
	 * @param key name and id of the saga
	 * @return the failures, oldest first
	 */
	List<SagaFailure> failures(SagaKey key);

	/**
	 * List sagas that are stuck, the longest waiting first, each with its oldest problem.
	 * A failure of an event that was handled since, or of a saga that has ended, is none.
	 * @param limits limits beyond which a saga is stuck
	 * @param limit maximum number of sagas
	 * @return the sagas, with their problems
	 */
	List<SagaSummary> stuck(StuckLimits limits, int limit);

	/**
	 * Count the sagas that are stuck.
	 * @param limits limits beyond which a saga is stuck
	 * @return number of stuck sagas
	 */
	long countStuck(StuckLimits limits);

	/**
	 * List sagas, the last updated first.
	 * @param saga name of the saga
	 * @param limit maximum number of sagas
	 * @return the sagas, without problems
	 */
	List<SagaSummary> latest(String saga, int limit);

	/**
	 * Count sagas by name and status.
	 * @return number of sagas by status, by name
	 */
	Map<String, Map<SagaStatus, Long>> counts();

	/**
	 * Delete a bounded number of sagas that have ended, with their history and failures,
	 * in a transaction of its own.
	 * @param retention minimum time since their end
	 * @return number of deleted sagas; 0 if there is none left
	 */
	int deleteEnded(Duration retention);

}
