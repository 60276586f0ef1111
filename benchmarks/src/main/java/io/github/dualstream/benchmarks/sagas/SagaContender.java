package io.github.dualstream.benchmarks.sagas;

/**
 * A saga of two steps in PostgreSQL, each of which publishes an event. Thread-safe.
 */
interface SagaContender extends AutoCloseable {

	/**
	 * First step: the event starts a saga.
	 * @param id id of the saga
	 * @param number number of the event
	 */
	void start(String id, int number);

	/**
	 * Second step: the event completes the saga.
	 * @param id id of the saga
	 * @param number number of the event
	 */
	void complete(String id, int number);

	/**
	 * Wait until nothing of the round is left in the outbox.
	 */
	void settle();

	@Override
	void close();

}
