package io.github.dualstream.outbox;

import java.time.Duration;

/**
 * Schedule of reads of the outbox. Committed events are read at once, unless events are
 * in flight: then reads are delayed a little, so that batches form under load. Without a
 * notification, the outbox is polled often after events were found, and ever less often
 * while there are none. For one thread.
 */
final class ReadSchedule {

	private static final Duration GATHER = Duration.ofMillis(20);

	private static final Duration MIN_POLL = Duration.ofMillis(20);

	private final Duration maxPoll;

	private boolean woken = true;

	/** Whether the last read reached its limit. */
	private boolean backlog;

	private long readAt;

	private long pollAt;

	private Duration pollDelay = MIN_POLL;

	ReadSchedule(Duration maxPoll) {
		this.maxPoll = maxPoll;
		this.readAt = System.nanoTime();
		this.pollAt = this.readAt;
	}

	/** Note that something was committed, or that events excluded before may be read. */
	void wakeUp() {
		this.woken = true;
	}

	/**
	 * Time to wait, in nanoseconds.
	 */
	long untilRead(long now, boolean somethingOnItsWay) {
		if (!this.woken) {
			return this.pollAt - now;
		}
		return (somethingOnItsWay && !this.backlog) ? this.readAt + GATHER.toNanos() - now : 0;
	}

	void read(long now, int events, int limit) {
		this.backlog = events == limit;
		this.woken = this.backlog;
		this.readAt = now;
		this.pollDelay = (events > 0) ? MIN_POLL : longer(this.pollDelay);
		this.pollAt = now + this.pollDelay.toNanos();
	}

	private Duration longer(Duration delay) {
		Duration doubled = delay.multipliedBy(2);
		return (doubled.compareTo(this.maxPoll) < 0) ? doubled : this.maxPoll;
	}

}
