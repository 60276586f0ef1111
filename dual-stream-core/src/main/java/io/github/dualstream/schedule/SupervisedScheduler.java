package io.github.dualstream.schedule;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Executor of delayed and periodic tasks that reports their failures, and continues with
 * the periodic ones.
 */
final class SupervisedScheduler extends ScheduledThreadPoolExecutor {

	private final Supervision supervision;

	private final Consumer<Supervision> whenGone;

	SupervisedScheduler(Supervision supervision, ThreadFactory threads, Consumer<Supervision> whenGone) {
		super(1, threads, new DiscardPolicy());
		this.supervision = supervision;
		this.whenGone = whenGone;
		setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		setRemoveOnCancelPolicy(true);
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
		return super.schedule(this.supervision.once(command), delay, unit);
	}

	@Override
	public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
		return super.scheduleAtFixedRate(new PeriodicTask(command), initialDelay, period, unit);
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
		return super.scheduleWithFixedDelay(new PeriodicTask(command), initialDelay, delay, unit);
	}

	@Override
	protected void terminated() {
		this.whenGone.accept(this.supervision);
		super.terminated();
	}

	/**
	 * Task that never throws, as it would not be repeated after that.
	 */
	private final class PeriodicTask implements Runnable {

		private final Runnable task;

		private boolean failing;

		PeriodicTask(Runnable task) {
			this.task = task;
		}

		@Override
		public void run() {
			try {
				attempt();
			}
			catch (Throwable ex) {
				// the report failed, as it does without memory; the failure is counted
				this.failing = true;
			}
		}

		private void attempt() {
			try {
				this.task.run();
				if (this.failing) {
					this.failing = false;
					SupervisedScheduler.this.supervision.succeeded();
				}
			}
			catch (Throwable ex) {
				this.failing = true;
				SupervisedScheduler.this.supervision.failed(ex);
			}
		}

	}

}
