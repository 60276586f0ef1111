package io.github.dualstream.autoconfigure.outbox;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

import io.github.dualstream.Event;
import io.github.dualstream.outbox.OutboxResult;
import io.github.dualstream.outbox.PendingEvent;
import io.github.dualstream.outbox.RelayListener;
import io.github.dualstream.outbox.SentEvent;
import io.github.dualstream.schedule.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes the results of stored events as application events, on a thread of its own:
 * listeners neither delay the relay nor fail it. If they are too slow, results are
 * dropped.
 */
final class OutboxResultPublisher implements RelayListener, AutoCloseable {

	/** Maximum number of results that wait for listeners. */
	static final int MAX_WAITING = 10_000;

	private static final Logger logger = LoggerFactory.getLogger(OutboxResultPublisher.class);

	private final ApplicationEventPublisher publisher;

	private final ExecutorService executor;

	private final Semaphore room = new Semaphore(MAX_WAITING);

	/** Number of results since there was no room for one. For the relay's thread. */
	private long dropped;

	/**
	 * Create the publisher.
	 * @param publisher publisher of the application events
	 * @param threads threads of the application
	 */
	OutboxResultPublisher(ApplicationEventPublisher publisher, Threads threads) {
		this.publisher = publisher;
		this.executor = threads.scheduler("dual-stream-outbox-results");
	}

	@Override
	public void sent(SentEvent sent, Duration sinceStored) {
		Event event = sent.event().encoded().event();
		offer(new OutboxResult.Sent(event.id(), event.type(), event.source(), sent.position()));
	}

	@Override
	public void retrying(PendingEvent pending, String cause) {
		Event event = pending.encoded().event();
		offer(new OutboxResult.Retrying(event.id(), event.type(), event.source(), cause));
	}

	@Override
	public void gaveUp(PendingEvent pending, String cause) {
		Event event = pending.encoded().event();
		offer(new OutboxResult.Failed(event.id(), event.type(), event.source(), pending.number(), cause));
	}

	private void offer(OutboxResult result) {
		// once full, until half of the results are delivered, or each would be reported
		if ((this.dropped > 0 && this.room.availablePermits() < MAX_WAITING / 2) || !this.room.tryAcquire()) {
			if (this.dropped++ == 0) {
				logger.warn("Results of the outbox are dropped, since {} of them wait for the application's listeners;"
						+ " make these faster", MAX_WAITING);
			}
			return;
		}
		if (this.dropped > 0) {
			logger.warn("{} results of the outbox were dropped; they are delivered again", this.dropped);
			this.dropped = 0;
		}
		this.executor.execute(() -> publish(result));
	}

	private void publish(OutboxResult result) {
		try {
			this.publisher.publishEvent(result);
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
