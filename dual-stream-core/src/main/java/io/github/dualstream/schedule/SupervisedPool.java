package io.github.dualstream.schedule;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Executor that reports failures of its tasks, and whose threads end while it is idle.
 */
final class SupervisedPool extends ThreadPoolExecutor {

	private static final long IDLE_SECONDS = 10;

	private final Supervision supervision;

	private final Consumer<Supervision> whenGone;

	SupervisedPool(int size, Supervision supervision, ThreadFactory threads, Consumer<Supervision> whenGone) {
		super(size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
		this.supervision = supervision;
		this.whenGone = whenGone;
		allowCoreThreadTimeOut(true);
	}

	@Override
	public void execute(Runnable command) {
		super.execute(this.supervision.once(command));
	}

	@Override
	protected void terminated() {
		this.whenGone.accept(this.supervision);
		super.terminated();
	}

}
