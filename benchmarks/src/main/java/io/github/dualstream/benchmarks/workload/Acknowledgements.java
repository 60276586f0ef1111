package io.github.dualstream.benchmarks.workload;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Waits for the answers to events that are sent without waiting. Thread-safe.
 */
public final class Acknowledgements {

	private final CountDownLatch outstanding;

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	/**
	 * Expect them.
	 * @param events of how many events
	 */
	public Acknowledgements(int events) {
		this.outstanding = new CountDownLatch(events);
	}

	/**
	 * An event was answered.
	 * @param failure why it is not known to be in Kafka, if so
	 */
	public void answered(@Nullable Throwable failure) {
		if (failure != null) {
			this.failure.compareAndSet(null, failure);
		}
		this.outstanding.countDown();
	}

	/**
	 * Wait until every event was answered.
	 * @throws ExecutionException if one of them was not acknowledged
	 */
	public void await() throws InterruptedException, ExecutionException {
		this.outstanding.await();
		Throwable failure = this.failure.get();
		if (failure != null) {
			throw new ExecutionException("An event was not acknowledged", failure);
		}
	}

}
