package io.github.dualstream.benchmarks.engines;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * One way to append the orders to the topic, without waiting for answers. Used by one
 * thread at a time.
 */
interface Appender {

	/**
	 * Append an order. Waits while too much is in flight.
	 * @param number number of the order
	 * @param answered given the failure, or {@code null}
	 */
	void append(int number, Consumer<@Nullable Throwable> answered) throws InterruptedException;

	/** Wait until all that follows from what was appended is done. */
	default void awaitSettled() {
	}

}
