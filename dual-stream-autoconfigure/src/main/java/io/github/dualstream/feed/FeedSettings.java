package io.github.dualstream.feed;

import java.time.Duration;

/**
 * How feeds are served.
 *
 * @param bufferCapacity how many messages can wait for one client, from 1
 * @param slowClientTimeout how long a client whose buffer was full may take to empty half
 * of it, before it is disconnected
 * @param reconcileInterval time between two looks at the watched partitions that nothing
 * but the time leads to; zero for none
 */
public record FeedSettings(int bufferCapacity, Duration slowClientTimeout, Duration reconcileInterval) {

	private static final Duration MAX_TICK = Duration.ofSeconds(1);

	boolean reconciles() {
		return !this.reconcileInterval.isZero();
	}

	long tickNanos() {
		boolean often = reconciles() && this.reconcileInterval.compareTo(MAX_TICK) < 0;
		return (often ? this.reconcileInterval : MAX_TICK).toNanos();
	}

}
