package io.github.dualstream.schedule;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Base class of beans with a task that is repeated at an interval while the application
 * runs, on a thread of its own. After a failure, which is logged and counted, the task
 * continues with the next interval.
 */
public abstract class PeriodicTask implements SmartLifecycle {

	private final String name;

	private final Duration initialDelay;

	private final Duration interval;

	private final Threads threads;

	private volatile @Nullable SupervisedThread thread;

	/**
	 * Create the task, to be started.
	 * @param name name of the thread
	 * @param initialDelay time before the first run
	 * @param interval time between the end of a run and the next one
	 * @param threads threads of the application
	 */
	protected PeriodicTask(String name, Duration initialDelay, Duration interval, Threads threads) {
		this.name = name;
		this.initialDelay = initialDelay;
		this.interval = interval;
		this.threads = threads;
	}

	/**
	 * Run the task once. Called by one thread at a time, without a lock.
	 */
	protected abstract void run();

	@Override
	public final synchronized void start() {
		if (this.thread == null) {
			this.thread = this.threads.every(this.name, this.initialDelay, this.interval, this::run);
		}
	}

	@Override
	public final synchronized void stop() {
		if (this.thread != null) {
			this.thread.close();
			this.thread = null;
		}
	}

	@Override
	public final boolean isRunning() {
		return this.thread != null;
	}

}
