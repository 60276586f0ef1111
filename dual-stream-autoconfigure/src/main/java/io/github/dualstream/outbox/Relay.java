package io.github.dualstream.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.schedule.Step;
import io.github.dualstream.schedule.SupervisedThread;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.TopicRouting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Sends what is in the outbox to the log, and removes what the log has acknowledged, on a
 * thread of its own. Neither a transaction nor a lock is held while something is on its
 * way. Each event leaves at least once; those of one source arrive in the order of their
 * numbers, because each waits for the acknowledgement of the one before it.
 */
public final class Relay implements SmartLifecycle, CommitNotifier {

	private static final Logger logger = LoggerFactory.getLogger(Relay.class);

	private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(250);

	private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);

	private final RelayWork work;

	private final CommitNotifier others;

	private final Duration stopTimeout;

	private final Threads threads;

	private @Nullable SupervisedThread thread;

	private volatile boolean running;

	private boolean failing;

	/**
	 * Create a relay.
	 * @param store the rows
	 * @param registry the relays that share them
	 * @param log where the events go
	 * @param routing chooses their topics
	 * @param announcer told of each acknowledged event; takes constant time, never blocks
	 * and never throws
	 * @param settings the bounds
	 * @param listener told what the relay does
	 * @param others told of what was committed here and other relays serve
	 * @param threads threads of the application
	 */
	public Relay(OutboxStore store, RelayRegistry registry, EventLog log, TopicRouting routing,
			BiConsumer<Event, Position> announcer, RelaySettings settings, RelayListener listener,
			CommitNotifier others, Threads threads) {
		this.threads = threads;
		this.others = others;
		this.work = new RelayWork(store, registry, log, routing, announcer, settings, listener);
		this.stopTimeout = settings.lease();
	}

	/**
	 * Look for something to send. Does not wait. Thread-safe.
	 */
	public void wakeUp() {
		this.work.wakeUp();
	}

	/**
	 * Tell that something was committed by another instance. Does not wait. Thread-safe.
	 * @param slots which sources it is of
	 */
	public void wakeUp(Collection<Integer> slots) {
		if (!Collections.disjoint(slots, this.work.slots())) {
			this.work.wakeUp();
		}
	}

	@Override
	public void committed(Set<Integer> slots) {
		Set<Integer> served = this.work.slots();
		if (served.containsAll(slots)) {
			this.work.wakeUp();
			return;
		}
		wakeUp(slots);
		Set<Integer> foreign = new HashSet<>(slots);
		foreign.removeAll(served);
		this.others.committed(foreign);
	}

	@Override
	public synchronized void start() {
		this.running = true;
		this.thread = this.threads
			.loop("dual-stream-outbox", MAX_BACKOFF, () -> attempt(this.work::round), this::finish)
			.start();
	}

	/**
	 * Wait for the answers to what is on its way, remove what was acknowledged, and let
	 * others have the slots; for as long as the lease lasts.
	 */
	@Override
	public synchronized void stop() {
		SupervisedThread thread = this.thread;
		if (thread == null) {
			return;
		}
		this.running = false;
		thread.end();
		this.work.wakeUp();
		try {
			boolean unused = thread.join(this.stopTimeout);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		// no effect on a thread that has ended
		thread.close();
		this.thread = null;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Before the publisher stops, after almost everything else has. */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE + 2048;
	}

	private void finish() {
		try {
			attempt(this.work::finish);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void attempt(Step step) throws InterruptedException {
		try {
			step.run();
			succeeded();
		}
		catch (RuntimeException ex) {
			failed(ex);
			if (this.running) {
				TimeUnit.NANOSECONDS.sleep(PAUSE_AFTER_FAILURE.toNanos());
			}
		}
	}

	private void succeeded() {
		if (this.failing) {
			this.failing = false;
			logger.warn("The outbox is served again");
		}
	}

	/** Once for each time that the database goes; what else fails is a bug. */
	private void failed(RuntimeException failure) {
		if (!(failure instanceof DataAccessException)) {
			logger.error("The outbox cannot be served; it is tried again", failure);
		}
		else if (!this.failing) {
			logger.warn("The outbox cannot be served; events stay in it until its database answers again: {}",
					failure.toString());
		}
		this.failing = true;
	}

}
