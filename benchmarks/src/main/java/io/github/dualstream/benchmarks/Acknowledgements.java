package io.github.dualstream.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Waits for the answers to events that are sent without waiting. Thread-safe.
 */
final class Acknowledgements {

	private final CountDownLatch outstanding;

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	Acknowledgements(int events) {
		this.outstanding = new CountDownLatch(events);
	}

	void answered(@Nullable Throwable failure) {
		if (failure != null) {
			this.failure.compareAndSet(null, failure);
		}
		this.outstanding.countDown();
	}

	void await() throws InterruptedException, ExecutionException {
		this.outstanding.await();
		Throwable failure = this.failure.get();
		if (failure != null) {
			throw new ExecutionException("An event was not acknowledged", failure);
		}
	}

}
