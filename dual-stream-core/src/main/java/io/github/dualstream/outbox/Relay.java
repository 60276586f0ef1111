package io.github.dualstream.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.codec.EventAppender;
import io.github.dualstream.schedule.Step;
import io.github.dualstream.schedule.SupervisedThread;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.PrintableText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Relay of the outbox: sends its events to the log, and removes them once the log has
 * acknowledged them, on a thread of its own. No transaction or lock is held while events
 * are in flight. Each event is sent at least once; those of one source arrive in the
 * order of their numbers, because each waits for the acknowledgement of the one before
 * it.
 */
public final class Relay implements SmartLifecycle, CommitNotifier {

	private static final Logger logger = LoggerFactory.getLogger(Relay.class);

	private static final Duration MIN_BACKOFF = Duration.ofMillis(250);

	private static final Duration MAX_BACKOFF = Duration.ofSeconds(4);

	private final RelayWork work;

	private final CommitNotifier others;

	private final Duration stopTimeout;

	private final Threads threads;

	private @Nullable SupervisedThread thread;

	private volatile boolean running;

	private final Duration maxBackoff;

	private Duration backoff = MIN_BACKOFF;

	private volatile CountDownLatch stopping = new CountDownLatch(1);

	private volatile @Nullable String failure;

	/**
	 * Create a relay.
	 * @param store store of the rows
	 * @param registry registry of the relays that share them
	 * @param appender appender of the events to the log
	 * @param announcer announcer of each acknowledged event; takes constant time, never
	 * blocks and never throws
	 * @param settings limits of the relay
	 * @param listener listener for the relay
	 * @param others notifier of events committed here that other relays serve
	 * @param threads threads of the application
	 */
	public Relay(OutboxStore store, RelayRegistry registry, EventAppender appender,
			BiConsumer<Event, Position> announcer, RelaySettings settings, RelayListener listener,
			CommitNotifier others, Threads threads) {
		this.threads = threads;
		this.others = others;
		this.work = new RelayWork(store, registry, appender, announcer, settings, listener);
		this.stopTimeout = settings.lease();
		// a lease outlives a pause
		Duration bound = settings.lease().dividedBy(3);
		this.maxBackoff = (bound.compareTo(MAX_BACKOFF) < 0) ? bound : MAX_BACKOFF;
	}

	/**
	 * Check for events to send. Does not wait. Thread-safe.
	 */
	public void wakeUp() {
		this.work.wakeUp();
	}

	/**
	 * Check for events that another instance has committed. Does not wait. Thread-safe.
	 * @param slots slots of their sources
	 */
	public void wakeUp(Collection<Integer> slots) {
		if (!Collections.disjoint(slots, this.work.slots())) {
			this.work.wakeUp();
		}
	}

	/**
	 * Reason why nothing is sent at the moment. Thread-safe.
	 * @return the innermost cause; {@code null} while the relay works
	 */
	public @Nullable String failure() {
		return this.failure;
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
		this.stopping = new CountDownLatch(1);
		this.thread = this.threads
			.loop("dual-stream-outbox", this.maxBackoff, () -> attempt(this.work::round), this::finish)
			.start();
	}

	/**
	 * Wait for the answers to events in flight, remove acknowledged ones, and release the
	 * slots, at most until the lease expires.
	 */
	@Override
	public synchronized void stop() {
		SupervisedThread thread = this.thread;
		if (thread == null) {
			return;
		}
		this.running = false;
		this.stopping.countDown();
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

	/** Stops before the publisher, and after almost everything else. */
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
			if (this.work.isEstablished()) {
				succeeded();
			}
		}
		catch (RuntimeException ex) {
			failed(ex);
			pause();
		}
	}

	private void succeeded() {
		this.backoff = MIN_BACKOFF;
		if (this.failure != null) {
			this.failure = null;
			logger.warn("The outbox relay has recovered");
		}
	}

	private void failed(RuntimeException failure) {
		String cause = PrintableText.ofInnermostCause(failure);
		boolean wasFailing = this.failure != null;
		this.failure = cause;
		if (wasFailing) {
			logger.debug("The outbox relay is still failing", failure);
		}
		else if (failure instanceof DataAccessException || failure instanceof LeaseLostException) {
			logger.warn("The outbox relay cannot access its database; events stay in the outbox, and it retries"
					+ " until it succeeds: {}", cause);
		}
		else {
			logger.error("The outbox relay failed unexpectedly; events stay in the outbox, and it retries", failure);
		}
	}

	/** Pause that wake-ups do not end, of which a busy application has many. */
	private void pause() throws InterruptedException {
		if (!this.stopping.await(this.backoff.toNanos(), TimeUnit.NANOSECONDS)) {
			Duration doubled = this.backoff.multipliedBy(2);
			this.backoff = (doubled.compareTo(this.maxBackoff) < 0) ? doubled : this.maxBackoff;
		}
	}

}
