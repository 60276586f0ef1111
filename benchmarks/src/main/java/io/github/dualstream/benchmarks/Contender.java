package io.github.dualstream.benchmarks;

import java.util.concurrent.ExecutionException;

/**
 * One way to publish events. Used by one thread at a time.
 */
interface Contender {

	/**
	 * Its name, which is also that of the topic that it alone writes to.
	 */
	String name();

	/**
	 * Whether it waits for one event before it sends the next; it gets fewer events then.
	 */
	default boolean waitsForEach() {
		return false;
	}

	/**
	 * Whether dual-stream announces its events.
	 */
	default boolean announces() {
		return false;
	}

	/**
	 * Publish events and wait until Kafka has acknowledged all of them.
	 * @throws ExecutionException if one of them was not acknowledged
	 */
	void publish(int events) throws InterruptedException, ExecutionException;

}
