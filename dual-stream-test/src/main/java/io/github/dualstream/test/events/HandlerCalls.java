package io.github.dualstream.test.events;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.dualstream.consumer.ConsumerListener;

/**
 * Counts the events that the handlers of an application have handled. A bean of each
 * application under test.
 */
public final class HandlerCalls implements ConsumerListener {

	private final AtomicInteger handled = new AtomicInteger();

	@Override
	public void handled(String group, String topic, int events, Duration time, Outcome outcome) {
		if (outcome == Outcome.SUCCESS) {
			this.handled.addAndGet(events);
		}
	}

	@Override
	public void deadLetter(String group, String topic, boolean kept) {
	}

	int handled() {
		return this.handled.get();
	}

}
