package io.github.dualstream.feed.web;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Rate limit of a client's messages. For one thread.
 */
final class MessageRate {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private final int perSecond;

	private final LongSupplier clock;

	private long since;

	private int messages;

	MessageRate(int perSecond, LongSupplier clock) {
		this.perSecond = perSecond;
		this.clock = clock;
		this.since = clock.getAsLong();
	}

	/** Count a message, and determine whether the limit allows it. */
	boolean allows() {
		long now = this.clock.getAsLong();
		if (now - this.since >= SECOND) {
			this.since = now;
			this.messages = 0;
		}
		return ++this.messages <= this.perSecond;
	}

}
