package io.github.dualstream.autoconfigure.notification;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Ratio of dropped to accepted notifications over the last minute, in slots of a second.
 * Thread-safe.
 */
final class DropRatio {

	private static final int SLOTS = 60;

	private final LongSupplier nanoTime;

	private final long[] accepted = new long[SLOTS];

	private final long[] dropped = new long[SLOTS];

	private long second;

	DropRatio() {
		this(System::nanoTime);
	}

	DropRatio(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.second = currentSecond();
	}

	synchronized void accepted() {
		this.accepted[slot()]++;
	}

	synchronized void dropped(int count) {
		this.dropped[slot()] += count;
	}

	synchronized double value() {
		slot();
		long accepted = sum(this.accepted);
		// what was accepted before the minute may be dropped within it
		return (accepted > 0) ? Math.min(1, (double) sum(this.dropped) / accepted) : 0;
	}

	private int slot() {
		long now = currentSecond();
		for (long passed = Math.max(this.second + 1, now - SLOTS + 1); passed <= now; passed++) {
			int slot = Math.floorMod(passed, SLOTS);
			this.accepted[slot] = 0;
			this.dropped[slot] = 0;
		}
		this.second = Math.max(this.second, now);
		return Math.floorMod(this.second, SLOTS);
	}

	private long currentSecond() {
		return Math.floorDiv(this.nanoTime.getAsLong(), TimeUnit.SECONDS.toNanos(1));
	}

	private static long sum(long[] slots) {
		long sum = 0;
		for (long count : slots) {
			sum += count;
		}
		return sum;
	}

}
