package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.List;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.schedule.SupervisedThread;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationBus;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;

/**
 * Accepts notifications from publishers without blocking them, and sends them on a thread
 * of its own: all that wait are sent together, up to a batch, in one round trip. A single
 * notification is sent at once; batches form under load. While the bus hangs, the thread
 * waits, the queue fills and drops are counted. A circuit breaker keeps the thread from
 * repeatedly waiting for an unavailable bus.
 */
public final class NotificationDispatcher implements Announcer, AutoCloseable {

	private static final Duration IDLE_WAIT = Duration.ofMillis(100);

	/** Maximum back-off, which also delays the next notification. */
	private static final Duration MAX_BACKOFF = Duration.ofMillis(1);

	private final NotificationQueue queue;

	private final NotificationSender sender;

	private final DispatcherSettings settings;

	private final DispatchListener listener;

	private final CircuitBreaker circuit;

	private final PreviousPositions previous = new PreviousPositions();

	private final SupervisedThread thread;

	private volatile boolean stopped;

	private volatile long drainUntil;

	/**
	 * Create a dispatcher and start its thread.
	 * @param bus bus of the notifications
	 * @param settings limits of the dispatcher
	 * @param listener listener for the outcome of each notification
	 * @param threads threads of the application
	 */
	public NotificationDispatcher(NotificationBus bus, DispatcherSettings settings, DispatchListener listener,
			Threads threads) {
		this.queue = settings.newQueue();
		this.settings = settings;
		this.listener = listener;
		this.circuit = circuit(settings.retryInterval());
		this.sender = new NotificationSender(bus, this.circuit, settings.maxAge(), listener);
		this.thread = threads.loop("dual-stream-dispatcher", MAX_BACKOFF, this::sendNext, this::finish).start();
	}

	private static CircuitBreaker circuit(Duration retryInterval) {
		return CircuitBreaker.of("dual-stream-notifications",
				CircuitBreakerConfig.custom()
					.slidingWindowSize(10)
					.minimumNumberOfCalls(3)
					.waitDurationInOpenState(retryInterval)
					.permittedNumberOfCallsInHalfOpenState(1)
					.build());
	}

	@Override
	public void announce(Event event, Position position) {
		this.listener.accepted();
		Position prev = this.previous.replace(event.source(), position);
		if (this.thread.isEnding()) {
			this.listener.dropped(DropReason.SHUTDOWN, 1);
			return;
		}
		switch (this.queue.offer(new PendingNotification(Notification.of(event, position, prev), System.nanoTime()))) {
			case ADDED -> {
			}
			case REPLACED -> this.listener.dropped(DropReason.CONFLATED, 1);
			case FULL -> this.listener.dropped(DropReason.QUEUE_FULL, 1);
		}
		if (this.stopped) {
			// the thread ended meanwhile, so nobody else takes it
			dropWaiting();
		}
	}

	private void sendNext() throws InterruptedException {
		this.sender.send(this.queue.take(this.settings.maxBatch(), IDLE_WAIT));
	}

	private void finish() {
		try {
			drain();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.stopped = true;
			dropWaiting();
		}
	}

	private void dropWaiting() {
		int waiting = this.queue.clear();
		if (waiting > 0) {
			this.listener.dropped(DropReason.SHUTDOWN, waiting);
		}
	}

	private void drain() throws InterruptedException {
		List<PendingNotification> batch = take();
		while (!batch.isEmpty() && System.nanoTime() - this.drainUntil < 0) {
			this.sender.send(batch);
			batch = take();
		}
		if (!batch.isEmpty()) {
			this.listener.dropped(DropReason.SHUTDOWN, batch.size());
		}
	}

	private List<PendingNotification> take() throws InterruptedException {
		return this.queue.take(this.settings.maxBatch(), Duration.ZERO);
	}

	/**
	 * Number of notifications that wait.
	 * @return the current number
	 */
	public int queueSize() {
		return this.queue.size();
	}

	public DispatcherSettings settings() {
		return this.settings;
	}

	/**
	 * The circuit breaker between the dispatcher and the bus.
	 * @return the breaker, to be observed
	 */
	public CircuitBreaker circuit() {
		return this.circuit;
	}

	/**
	 * Send the notifications that wait, for a bounded time; then drop the rest.
	 * Notifications that are announced later are dropped.
	 */
	@Override
	public void close() {
		this.drainUntil = System.nanoTime() + this.settings.drainTimeout().toNanos();
		this.thread.end();
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
