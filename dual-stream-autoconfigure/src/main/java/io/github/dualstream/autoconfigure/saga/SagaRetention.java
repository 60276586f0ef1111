package io.github.dualstream.autoconfigure.saga;

import java.time.Duration;

import io.github.dualstream.saga.SagaStore;
import io.github.dualstream.schedule.PeriodicTask;
import io.github.dualstream.schedule.Threads;

/**
 * Deletes sagas that have ended after their retention, at an interval. Every instance
 * does it.
 */
final class SagaRetention extends PeriodicTask {

	private static final Duration INTERVAL = Duration.ofMinutes(10);

	private final SagaStore store;

	private final Duration retention;

	/**
	 * Create the task, to be started.
	 * @param store store of the sagas
	 * @param retention time since the end of a saga
	 * @param threads threads of the application
	 */
	SagaRetention(SagaStore store, Duration retention, Threads threads) {
		super("dual-stream-saga-retention", Duration.ZERO, INTERVAL, threads);
		this.store = store;
		this.retention = retention;
	}

	@Override
	protected void run() {
		int deleted = this.store.deleteEnded(this.retention);
		while (deleted > 0 && isRunning()) {
			deleted = this.store.deleteEnded(this.retention);
		}
	}

}
