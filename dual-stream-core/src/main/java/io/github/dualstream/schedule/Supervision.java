package io.github.dualstream.schedule;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and reports failures of a thread, or of an executor's threads. Thread-safe.
 */
final class Supervision {

	private static final Logger logger = LoggerFactory.getLogger(Threads.class);

	/** A thread that fails again and again must not fill the application log. */
	private static final long LOG_INTERVAL = TimeUnit.MINUTES.toNanos(1);

	private final String name;

	private final ThreadListener listener;

	private final AtomicLong failures = new AtomicLong();

	private volatile @Nullable Throwable cause;

	private volatile boolean reported;

	private long logged;

	private long loggedAt;

	Supervision(String name, ThreadListener listener) {
		this.name = name;
		this.listener = listener;
	}

	String name() {
		return this.name;
	}

	ThreadStatus status() {
		return new ThreadStatus(this.name, this.failures.get(), this.cause);
	}

	/** Note that the work succeeds again. */
	void succeeded() {
		if (this.cause != null) {
			this.cause = null;
			if (this.reported) {
				this.reported = false;
				logger.info("Thread '{}' has recovered", this.name);
			}
		}
	}

	/**
	 * Note a failure of repeated work. The failure is recorded even if this method
	 * throws, as in a JVM without memory.
	 */
	void failed(Throwable failure) {
		this.cause = failure;
		report(failure, "Thread '{}' failed and continues (failure {}, {} of them not logged)");
	}

	/** Note a failure of work that is not repeated. */
	void taskFailed(Throwable failure) {
		report(failure, "A task of thread '{}' failed and is not repeated (failure {}, {} of them not logged)");
	}

	/**
	 * Wrap a task so that it reports its failure instead of throwing it.
	 */
	Runnable once(Runnable task) {
		return () -> {
			try {
				task.run();
			}
			catch (Throwable ex) {
				taskFailed(ex);
			}
		};
	}

	private void report(Throwable failure, String message) {
		long count = this.failures.incrementAndGet();
		log(failure, message, count);
		tell(failure);
	}

	private synchronized void log(Throwable failure, String message, long count) {
		long now = System.nanoTime();
		if (this.logged == 0 || now - this.loggedAt >= LOG_INTERVAL) {
			long silent = count - this.logged - 1;
			this.logged = count;
			this.loggedAt = now;
			this.reported = this.cause != null;
			logger.error(message, this.name, count, silent, failure);
		}
	}

	private void tell(Throwable failure) {
		try {
			this.listener.failed(this.name, failure);
		}
		catch (RuntimeException ex) {
			logger.debug("A listener of thread '{}' failed", this.name, ex);
		}
	}

}
