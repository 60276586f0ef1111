package io.github.dualstream.feed.web;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the same work on an executor whenever it is requested, never twice at a time.
 * Requests made before the start, or while the work runs, are served by one more run.
 * Thread-safe.
 */
final class SerialTask {

	private static final Logger logger = LoggerFactory.getLogger(SerialTask.class);

	private final Executor executor;

	private final Runnable work;

	/** Positive while a run is due or in progress, and before the start. */
	private final AtomicInteger requests = new AtomicInteger(1);

	SerialTask(Executor executor, Runnable work) {
		this.executor = executor;
		this.work = work;
	}

	void start() {
		submit();
	}

	void request() {
		if (this.requests.getAndIncrement() == 0) {
			submit();
		}
	}

	/** Do the work in the caller's thread, unless it is due or in progress. */
	void runNow() {
		if (this.requests.getAndIncrement() == 0) {
			run();
		}
	}

	private void submit() {
		try {
			this.executor.execute(this::run);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Stopped serving a client: the executor has been shut down", ex);
		}
	}

	private void run() {
		int served = this.requests.get();
		try {
			this.work.run();
		}
		finally {
			// a new submission, so that a busy feed does not keep a thread to itself
			if (this.requests.addAndGet(-served) != 0) {
				submit();
			}
		}
	}

}
