package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread that calls the handler, with its supervision: a handler that takes too long is
 * interrupted, and one that ignores the interrupt is abandoned.
 */
final class Worker implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(Worker.class);

	/** Maximum time with one key while others are waiting. */
	private static final long STAY_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

	private final Workers workers;

	private final Thread thread;

	private @Nullable Attempt current;

	private boolean interrupted;

	// of its own thread alone
	private @Nullable KeyQueue stayedWith;

	private long changedAt;

	Worker(Workers workers, ThreadFactory threads) {
		this.workers = workers;
		this.thread = threads.newThread(this);
	}

	void start() {
		this.thread.start();
	}

	void stop() {
		this.thread.interrupt();
	}

	@Override
	public void run() {
		try {
			while (!this.workers.isStopped() && work()) {
				// an interrupt was meant for the attempt that is over
				boolean unused = Thread.interrupted();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.workers.ended(this);
		}
	}

	private boolean work() throws InterruptedException {
		try {
			return this.workers.work(this);
		}
		catch (RuntimeException | Error ex) {
			this.workers.failed(ex);
			return true;
		}
	}

	/** Take the key that it stayed with, if it did. */
	@Nullable KeyQueue stayedWith() {
		KeyQueue queue = this.stayedWith;
		this.stayedWith = null;
		return queue;
	}

	/** Note that it starts with another key. */
	void changed() {
		this.changedAt = System.nanoTime();
	}

	/**
	 * Stay with a key, unless the maximum time is over.
	 * @param queue the key's queue
	 * @return whether it does
	 */
	boolean stay(KeyQueue queue) {
		if (this.stayedWith != null || System.nanoTime() - this.changedAt >= STAY_NANOS) {
			return false;
		}
		this.stayedWith = queue;
		return true;
	}

	synchronized void begin(Attempt attempt) {
		this.current = attempt;
		this.interrupted = false;
	}

	/**
	 * Note that the handler has returned.
	 * @return the kind of return; {@code null} if the handler was abandoned
	 */
	synchronized @Nullable Return end() {
		if (this.current == null) {
			return null;
		}
		this.current = null;
		return this.interrupted ? Return.INTERRUPTED : Return.IN_TIME;
	}

	/**
	 * Interrupt the handler after its timeout.
	 * @param timeout timeout of the handler
	 * @param now current time by {@link System#nanoTime()}
	 * @return the attempt, if the handler exceeds twice its timeout
	 */
	synchronized @Nullable Attempt check(Duration timeout, long now) {
		Attempt attempt = this.current;
		if (attempt == null || now - attempt.startedAt() < timeout.toNanos()) {
			return null;
		}
		if (!this.interrupted) {
			this.interrupted = true;
			logger.warn("Interrupting the handler of {}, which has not returned within {} ms",
					attempt.task().position(), timeout.toMillis());
			this.thread.interrupt();
			return null;
		}
		return (now - attempt.startedAt() >= 2 * timeout.toNanos()) ? attempt : null;
	}

	/**
	 * Abandon the handler.
	 * @param attempt the attempt that it works on
	 * @return whether it was still working on it
	 */
	synchronized boolean abandon(Attempt attempt) {
		if (this.current != attempt) {
			return false;
		}
		this.current = null;
		return true;
	}

	StackTraceElement[] stackTrace() {
		return this.thread.getStackTrace();
	}

	/** Kind of return of a handler. */
	enum Return {

		IN_TIME, INTERRUPTED

	}

}
