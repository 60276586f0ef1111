package io.github.dualstream.benchmarks.publish;

import java.util.concurrent.ExecutionException;

/**
 * One way to publish the orders. Used by one thread at a time.
 */
interface Contender {

	/** Size of a batch of events that waits for nothing. */
	int WITHOUT_WAITING = Integer.MAX_VALUE;

	/**
	 * Publish events and wait until Kafka has acknowledged all of them.
	 * @param events how many
	 * @throws ExecutionException if one of them was not acknowledged
	 */
	void publish(int events) throws InterruptedException, ExecutionException;

	/**
	 * Wait until the notifications of what was published were sent, or dropped.
	 */
	default void awaitNotifications() throws InterruptedException, ExecutionException {
	}

	/**
	 * How many notifications it has sent so far.
	 */
	default long notificationsSent() {
		return 0;
	}

	/**
	 * Whether it is so slow that it gets fewer events.
	 */
	default boolean isSlow() {
		return false;
	}

}
