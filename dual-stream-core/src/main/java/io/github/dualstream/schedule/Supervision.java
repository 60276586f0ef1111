package io.github.dualstream.schedule;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and reports what a thread, or the threads of an executor, throw. Thread-safe.
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

	/** The work is done again. */
	void succeeded() {
		if (this.cause != null) {
			this.cause = null;
			if (this.reported) {
				this.reported = false;
				logger.info("Thread '{}' works again", this.name);
			}
		}
	}

	/**
	 * Work that is repeated has failed. Whatever this throws, in a JVM without memory,
	 * the failure has been noted.
	 */
	void failed(Throwable failure) {
		this.cause = failure;
		report(failure, "Thread '{}' failed and goes on (failure {}, {} of them not logged)");
	}

	/** Work that is not repeated has failed. */
	void taskFailed(Throwable failure) {
		report(failure, "A task of thread '{}' failed and is not repeated (failure {}, {} of them not logged)");
	}

	/**
	 * Task that reports what it throws, and throws nothing.
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
