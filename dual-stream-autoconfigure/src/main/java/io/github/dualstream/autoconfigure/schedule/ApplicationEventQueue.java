package io.github.dualstream.autoconfigure.schedule;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

import io.github.dualstream.schedule.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes application events in their order on a thread of its own: listeners neither
 * delay the thread that offers an event nor fail it. If they are too slow, events are
 * dropped. Thread-safe.
 */
public final class ApplicationEventQueue implements AutoCloseable {

	/** Maximum number of events that wait for listeners. */
	public static final int MAX_WAITING = 10_000;

	private static final Logger logger = LoggerFactory.getLogger(ApplicationEventQueue.class);

	private final String name;

	private final ApplicationEventPublisher publisher;

	private final ExecutorService executor;

	private final Semaphore room = new Semaphore(MAX_WAITING);

	/** Number of events since there was no room for one. */
	private long dropped;

	/**
	 * Create the queue.
	 * @param name name of the events in log lines, in the plural
	 * @param thread name of the thread
	 * @param publisher publisher of the application events
	 * @param threads threads of the application
	 */
	public ApplicationEventQueue(String name, String thread, ApplicationEventPublisher publisher, Threads threads) {
		this.name = name;
		this.publisher = publisher;
		this.executor = threads.scheduler(thread);
	}

	/**
	 * Publish an event once the earlier ones are published.
	 * @param event the application event
	 */
	public synchronized void offer(Object event) {
		// once full, until half of the events are delivered, or each would be reported
		if ((this.dropped > 0 && this.room.availablePermits() < MAX_WAITING / 2) || !this.room.tryAcquire()) {
			if (this.dropped++ == 0) {
				logger.warn("New {} are dropped, since {} of them wait for the application's listeners;"
						+ " make these faster", this.name, MAX_WAITING);
			}
			return;
		}
		if (this.dropped > 0) {
			logger.warn("{} {} were dropped; they are delivered again", this.dropped, this.name);
			this.dropped = 0;
		}
		this.executor.execute(() -> publish(event));
	}

	private void publish(Object event) {
		try {
			this.publisher.publishEvent(event);
		}
		finally {
			this.room.release();
		}
	}

	@Override
	public void close() {
		this.executor.shutdown();
	}

}
