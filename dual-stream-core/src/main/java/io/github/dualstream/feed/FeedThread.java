package io.github.dualstream.feed;

import java.time.Duration;

import io.github.dualstream.schedule.Step;
import io.github.dualstream.schedule.SupervisedThread;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.LogUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a step until it is stopped. While the log is away it tries again and again, and
 * says so once.
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
	 * @param name its name
	 * @param step what it repeats
	 * @param whenEnded closed by it in the end
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
				logger.info("Live feeds can read the log again");
			}
		}
		catch (LogUnavailableException ex) {
			if (this.thread.isEnding()) {
				return;
			}
			if (!this.away) {
				this.away = true;
				logger.warn("Live feeds wait until the log can be read: {}", ex.getMessage());
			}
			Thread.sleep(RETRY.toMillis());
		}
	}

	private void end() {
		try {
			this.whenEnded.close();
		}
		catch (Exception ex) {
			logger.debug("{} could not close its reader", this.name, ex);
		}
	}

	/** Stop. Does not wait for the thread. */
	@Override
	public void close() {
		this.thread.close();
	}

}
