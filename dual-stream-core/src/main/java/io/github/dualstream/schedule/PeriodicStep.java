package io.github.dualstream.schedule;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Step that runs a task at an interval, after an initial delay.
 */
final class PeriodicStep implements Step {

	private final Duration interval;

	private final Runnable task;

	private Duration wait;

	PeriodicStep(Duration initialDelay, Duration interval, Runnable task) {
		this.wait = initialDelay;
		this.interval = interval;
		this.task = task;
	}

	@Override
	public void run() throws InterruptedException {
		TimeUnit.NANOSECONDS.sleep(this.wait.toNanos());
		this.wait = this.interval;
		this.task.run();
	}

}
