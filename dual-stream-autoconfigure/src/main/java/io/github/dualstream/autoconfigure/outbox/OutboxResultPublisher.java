package io.github.dualstream.autoconfigure.outbox;

import java.time.Duration;

import io.github.dualstream.Event;
import io.github.dualstream.autoconfigure.schedule.ApplicationEventQueue;
import io.github.dualstream.outbox.OutboxResult;
import io.github.dualstream.outbox.PendingEvent;
import io.github.dualstream.outbox.RelayListener;
import io.github.dualstream.outbox.SentEvent;
import io.github.dualstream.schedule.Threads;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes the results of stored events as application events.
 */
final class OutboxResultPublisher implements RelayListener, AutoCloseable {

	private final ApplicationEventQueue queue;

	/**
	 * Create the publisher.
	 * @param publisher publisher of the application events
	 * @param threads threads of the application
	 */
	OutboxResultPublisher(ApplicationEventPublisher publisher, Threads threads) {
		this.queue = new ApplicationEventQueue("results of the outbox", "dual-stream-outbox-results", publisher,
				threads);
	}

	@Override
	public void sent(SentEvent sent, Duration sinceStored) {
		Event event = sent.event().encoded().event();
		this.queue.offer(new OutboxResult.Sent(event.id(), event.type(), event.source(), sent.position()));
	}

	@Override
	public void retrying(PendingEvent pending, String cause) {
		Event event = pending.encoded().event();
		this.queue.offer(new OutboxResult.Retrying(event.id(), event.type(), event.source(), cause));
	}

	@Override
	public void gaveUp(PendingEvent pending, String cause) {
		Event event = pending.encoded().event();
		this.queue.offer(new OutboxResult.Failed(event.id(), event.type(), event.source(), pending.number(), cause));
	}

	@Override
	public void close() {
		this.queue.close();
	}

}
