package io.github.dualstream.autoconfigure.consumer;

import java.time.Duration;

import io.github.dualstream.autoconfigure.schedule.ApplicationEventQueue;
import io.github.dualstream.consumer.ConsumerListener;
import io.github.dualstream.consumer.EventDeadLettered;
import io.github.dualstream.schedule.Threads;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes dead letters as application events.
 */
final class DeadLetterEvents implements ConsumerListener, AutoCloseable {

	private final ApplicationEventQueue queue;

	/**
	 * Create the publisher.
	 * @param publisher publisher of the application events
	 * @param threads threads of the application
	 */
	DeadLetterEvents(ApplicationEventPublisher publisher, Threads threads) {
		this.queue = new ApplicationEventQueue("application events about dead letters", "dual-stream-dead-letters",
				publisher, threads);
	}

	@Override
	public void handled(String group, String topic, int events, Duration time, Outcome outcome) {
	}

	@Override
	public void deadLetter(String group, String topic, boolean kept) {
	}

	@Override
	public void deadLettered(EventDeadLettered deadLettered) {
		this.queue.offer(deadLettered);
	}

	@Override
	public void close() {
		this.queue.close();
	}

}
