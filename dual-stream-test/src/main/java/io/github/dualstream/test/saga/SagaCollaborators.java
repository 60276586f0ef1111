package io.github.dualstream.test.saga;

import java.time.Clock;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.ScheduledPublisher;
import io.github.dualstream.aggregate.EventStore;

/**
 * Collaborators of a saga in a {@link SagaScenario}, for its constructor.
 */
public interface SagaCollaborators {

	/**
	 * Publisher of the scenario.
	 * @return a publisher whose events the scenario verifies
	 */
	DualStreamPublisher publisher();

	/**
	 * Publisher of the scenario for events that are published later.
	 * @return a publisher that publishes as the scenario's time passes
	 */
	ScheduledPublisher scheduledPublisher();

	/**
	 * Event store of the scenario, such as for
	 * {@link io.github.dualstream.aggregate.Aggregates}. An append is a publish, and an
	 * event that the scenario is given is in the store if the saga appends to its source.
	 * @return an event store in memory
	 */
	EventStore eventStore();

	/**
	 * Clock of the scenario.
	 * @return a clock that the scenario moves
	 */
	Clock clock();

}
