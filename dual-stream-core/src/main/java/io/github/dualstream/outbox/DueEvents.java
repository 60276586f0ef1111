package io.github.dualstream.outbox;

import java.time.Duration;
import java.util.Set;

import io.github.dualstream.schedule.SupervisedThread;
import io.github.dualstream.schedule.Threads;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Periodic work that moves scheduled events to the outbox when they are due, from where
 * the relay sends them. Every instance does it, also one without a relay; each event is
 * moved once.
 */
public final class DueEvents implements SmartLifecycle {

	private final ScheduledStore store;

	private final CommitNotifier notifier;

	private final Duration interval;

	private final Threads threads;

	private @Nullable SupervisedThread thread;

	/**
	 * Create the work.
	 * @param store store of the scheduled events
	 * @param notifier notifier of events that were moved
	 * @param interval time between two searches
	 * @param threads threads of the application
	 */
	public DueEvents(ScheduledStore store, CommitNotifier notifier, Duration interval, Threads threads) {
		this.store = store;
		this.notifier = notifier;
		this.interval = interval;
		this.threads = threads;
	}

	@Override
	public synchronized void start() {
		if (this.thread == null) {
			this.thread = this.threads.every("dual-stream-outbox-schedule", Duration.ZERO, this.interval, this::move);
		}
	}

	private void move() {
		Set<Integer> slots = this.store.moveDue();
		while (!slots.isEmpty()) {
			this.notifier.committed(slots);
			slots = this.store.moveDue();
		}
	}

	@Override
	public synchronized void stop() {
		if (this.thread != null) {
			this.thread.close();
			this.thread = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.thread != null;
	}

}
