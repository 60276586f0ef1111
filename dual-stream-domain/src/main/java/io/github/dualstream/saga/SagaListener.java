package io.github.dualstream.saga;

/**
 * Listener for the outcomes of events that are delivered to sagas. Called after the
 * transaction of the step.
 */
@FunctionalInterface
public interface SagaListener {

	/**
	 * Notify of an outcome.
	 * @param saga name of the saga
	 * @param outcome the outcome
	 */
	void handled(String saga, SagaOutcome outcome);

}
