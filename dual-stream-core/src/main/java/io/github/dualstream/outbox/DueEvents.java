package io.github.dualstream.outbox;

import java.time.Duration;
import java.util.Set;

import io.github.dualstream.schedule.PeriodicTask;
import io.github.dualstream.schedule.Threads;

/**
 * Periodic work that moves scheduled events to the outbox when they are due, from where
 * the relay sends them. Every instance does it, also one without a relay; each event is
 * moved once.
 */
public final class DueEvents extends PeriodicTask {

	private final ScheduledStore store;

	private final CommitNotifier notifier;

	/**
	 * Create the work.
	 * @param store store of the scheduled events
	 * @param notifier notifier of events that were moved
	 * @param interval time between two searches
	 * @param threads threads of the application
	 */
	public DueEvents(ScheduledStore store, CommitNotifier notifier, Duration interval, Threads threads) {
		super("dual-stream-outbox-schedule", Duration.ZERO, interval, threads);
		this.store = store;
		this.notifier = notifier;
	}

	@Override
	protected void run() {
		Set<Integer> slots = this.store.moveDue();
		while (!slots.isEmpty()) {
			this.notifier.committed(slots);
			slots = this.store.moveDue();
		}
	}

}
