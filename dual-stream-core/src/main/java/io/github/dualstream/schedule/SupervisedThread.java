package io.github.dualstream.schedule;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Thread that repeats a step until it is ended. Whatever a step throws, an {@code Error}
 * as well, is logged, counted and shown by the {@link ThreadStatus}, and the step is
 * repeated after a back-off. Thread-safe.
 */
public final class SupervisedThread implements AutoCloseable {

	private static final long MIN_BACKOFF = TimeUnit.MILLISECONDS.toNanos(1);

	private static final long BACKOFF_WITHOUT_MEMORY = TimeUnit.MILLISECONDS.toNanos(100);

	private final Step step;

	private final Runnable atEnd;

	private final Supervision supervision;

	private final long maxBackoff;

	private final Set<Supervision> registered;

	private final Thread thread;

	private final CountDownLatch ending = new CountDownLatch(1);

	// of the thread
	private long backoff = MIN_BACKOFF;

	SupervisedThread(Step step, Runnable atEnd, Supervision supervision, Duration maxBackoff,
			Set<Supervision> registered) {
		this.step = step;
		this.atEnd = atEnd;
		this.supervision = supervision;
		this.maxBackoff = Math.max(MIN_BACKOFF, maxBackoff.toNanos());
		this.registered = registered;
		this.thread = new Thread(this::run, supervision.name());
		this.thread.setDaemon(true);
	}

	/**
	 * Keep the JVM alive while the thread runs. To be called before the start.
	 * @return this
	 */
	public SupervisedThread keepAlive() {
		this.thread.setDaemon(false);
		return this;
	}

	/**
	 * Start the thread, once.
	 * @return this
	 */
	public SupervisedThread start() {
		this.registered.add(this.supervision);
		this.thread.start();
		return this;
	}

	/**
	 * End the thread after its current step, or at once while it waits after a failure.
	 * Does not wait for it.
	 */
	public void end() {
		this.ending.countDown();
	}

	/**
	 * End the thread and interrupt its current step. Does not wait for it.
	 */
	@Override
	public void close() {
		end();
		this.thread.interrupt();
	}

	/**
	 * Wait until the thread has ended. A thread that was never started counts as ended.
	 * @param timeout maximum time to wait
	 * @return whether it has ended
	 * @throws InterruptedException if interrupted while waiting
	 */
	public boolean join(Duration timeout) throws InterruptedException {
		// zero would be for ever
		this.thread.join(Math.max(1, timeout.toMillis()));
		return !this.thread.isAlive();
	}

	/**
	 * Wait until the thread has ended.
	 * @throws InterruptedException if interrupted while waiting
	 */
	public void join() throws InterruptedException {
		this.thread.join();
	}

	/**
	 * Whether the thread is to end, or has ended.
	 * @return whether {@link #end()} or {@link #close()} was called
	 */
	public boolean isEnding() {
		return this.ending.getCount() == 0;
	}

	private void run() {
		while (!isEnding()) {
			try {
				attempt();
			}
			catch (Throwable ex) {
				// thrown while a failure was handled, as without memory: nothing here
				// allocates
				LockSupport.parkNanos(BACKOFF_WITHOUT_MEMORY);
			}
		}
		try {
			this.registered.remove(this.supervision);
		}
		finally {
			finish();
		}
	}

	private void attempt() throws InterruptedException {
		try {
			this.step.run();
			this.backoff = MIN_BACKOFF;
			this.supervision.succeeded();
		}
		catch (InterruptedException ex) {
			// if meant for this thread, it is ending
		}
		catch (Throwable ex) {
			if (!isEnding()) {
				this.supervision.failed(ex);
				backOff();
			}
		}
	}

	private void backOff() throws InterruptedException {
		long wait = this.backoff;
		this.backoff = Math.min(2 * wait, this.maxBackoff);
		boolean unused = this.ending.await(wait, TimeUnit.NANOSECONDS);
	}

	private void finish() {
		// the interrupt that ended the loop is not meant for what comes last
		boolean unused = Thread.interrupted();
		try {
			this.atEnd.run();
		}
		catch (Throwable ex) {
			this.supervision.taskFailed(ex);
		}
	}

}
