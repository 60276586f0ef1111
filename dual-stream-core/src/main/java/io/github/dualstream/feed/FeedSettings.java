package io.github.dualstream.feed;

import java.time.Duration;

/**
 * How feeds are served.
 *
 * @param bufferCapacity number of messages that can wait for one client, from 1
 * @param bufferSize number of bytes that can wait for one client, from 1; one message is
 * taken whatever its size
 * @param maxBufferedSize number of bytes that can wait for all clients together, from 1;
 * an event that waits for several clients counts once
 * @param slowClientTimeout time that a client may take to empty half of a full buffer, or
 * to take anything at all, before it is disconnected
 * @param reconcileInterval time between two looks at the watched partitions that nothing
 * but the time leads to; zero for none
 */
public record FeedSettings(int bufferCapacity, long bufferSize, long maxBufferedSize, Duration slowClientTimeout,
		Duration reconcileInterval) {

	private static final Duration MAX_TICK = Duration.ofSeconds(1);

	boolean reconciles() {
		return !this.reconcileInterval.isZero();
	}

	long tickNanos() {
		boolean often = reconciles() && this.reconcileInterval.compareTo(MAX_TICK) < 0;
		return (often ? this.reconcileInterval : MAX_TICK).toNanos();
	}

}
