package io.github.dualstream.feed;

import io.github.dualstream.transport.LogUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a step until it is stopped. While the log is away it tries again and again, and
 * says so once.
 */
final class FeedThread implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(FeedThread.class);

	private static final long RETRY_MILLIS = 500;

	private final Step step;

	private final AutoCloseable whenEnded;

	private final Thread thread;

	private volatile boolean stopped;

	private boolean away;

	/**
	 * Create and start a thread.
	 * @param name its name
	 * @param step what it repeats
	 * @param whenEnded closed by it in the end
	 */
	FeedThread(String name, Step step, AutoCloseable whenEnded) {
		this.step = step;
		this.whenEnded = whenEnded;
		this.thread = new Thread(this::run, name);
		this.thread.setDaemon(true);
	}

	FeedThread start() {
		this.thread.start();
		return this;
	}

	private void run() {
		while (!this.stopped) {
			try {
				runOnce();
			}
			catch (InterruptedException ex) {
				logger.debug("{} was interrupted", this.thread.getName(), ex);
			}
		}
		// the interruption that ended the loop is not meant for what closes
		boolean unused = Thread.interrupted();
		try {
			this.whenEnded.close();
		}
		catch (Exception ex) {
			logger.debug("{} could not close its reader", this.thread.getName(), ex);
		}
	}

	private void runOnce() throws InterruptedException {
		try {
			this.step.run();
			if (this.away) {
				this.away = false;
				logger.info("Live feeds can read the log again");
			}
		}
		catch (RuntimeException ex) {
			if (this.stopped) {
				return;
			}
			if (!this.away) {
				this.away = true;
				logger.warn("Live feeds wait until the log can be read: {}", ex.getMessage(),
						(ex instanceof LogUnavailableException) ? null : ex);
			}
			Thread.sleep(RETRY_MILLIS);
		}
	}

	/** Stop. Does not wait for the thread. */
	@Override
	public void close() {
		this.stopped = true;
		this.thread.interrupt();
	}

	/**
	 * One step.
	 */
	@FunctionalInterface
	interface Step {

		void run() throws InterruptedException;

	}

}
