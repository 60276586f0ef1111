package io.github.dualstream.feed;

import java.time.Duration;

/**
 * Settings of the feeds.
 *
 * @param bufferCapacity maximum number of messages that wait for one client, from 1
 * @param bufferSize maximum number of bytes that wait for one client, from 1; one message
 * is accepted whatever its size
 * @param maxBufferedSize maximum number of bytes that wait for all clients together, from
 * 1; an event that waits for several clients counts once
 * @param slowClientTimeout maximum time for a client to empty half of a full buffer, or
 * to accept anything at all, before it is disconnected
 * @param reconcileInterval interval between two checks of the watched partitions without
 * a notification; zero for none
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
