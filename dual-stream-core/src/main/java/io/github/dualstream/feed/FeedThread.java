package io.github.dualstream.feed;

import java.time.Duration;

import io.github.dualstream.schedule.Step;
import io.github.dualstream.schedule.SupervisedThread;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.LogUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread that repeats a step until it is stopped. While the log is unavailable it
 * retries, and logs that once.
 */
final class FeedThread implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(FeedThread.class);

	private static final Duration RETRY = Duration.ofMillis(500);

	private final String name;

	private final Step step;

	private final AutoCloseable whenEnded;

	private final SupervisedThread thread;

	private boolean away;

	/**
	 * Create a thread.
	 * @param threads threads of the application
	 * @param name name of the thread
	 * @param step step to repeat
	 * @param whenEnded resource that the thread closes at its end
	 */
	FeedThread(Threads threads, String name, Step step, AutoCloseable whenEnded) {
		this.name = name;
		this.step = step;
		this.whenEnded = whenEnded;
		this.thread = threads.loop(name, RETRY, this::runOnce, this::end);
	}

	FeedThread start() {
		this.thread.start();
		return this;
	}

	private void runOnce() throws InterruptedException {
		try {
			this.step.run();
			if (this.away) {
				this.away = false;
				logger.info("Live feeds have resumed reading the log");
			}
		}
		catch (LogUnavailableException ex) {
			if (this.thread.isEnding()) {
				return;
			}
			if (!this.away) {
				this.away = true;
				logger.warn("Live feeds cannot read the log; retrying until it is available: {}", ex.getMessage());
			}
			Thread.sleep(RETRY.toMillis());
		}
	}

	private void end() {
		try {
			this.whenEnded.close();
		}
		catch (Exception ex) {
			logger.debug("{} failed to close its reader", this.name, ex);
		}
	}

	/** Stop. Does not wait for the thread. */
	@Override
	public void close() {
		this.thread.close();
	}

}
