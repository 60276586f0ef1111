package io.github.dualstream.harness;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Current conditions of a link. Waiting threads are notified of a change at once.
 */
final class LinkConditions {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final int SLICES_PER_SECOND = 20;

	private long delayNanos;

	private long bytesPerSecond = Long.MAX_VALUE;

	private boolean held;

	synchronized void delay(Duration delay) {
		this.delayNanos = delay.toNanos();
		notifyAll();
	}

	synchronized void throttle(long bytesPerSecond) {
		this.bytesPerSecond = bytesPerSecond;
		notifyAll();
	}

	synchronized void hold() {
		this.held = true;
		notifyAll();
	}

	synchronized void heal() {
		this.delayNanos = 0;
		this.bytesPerSecond = Long.MAX_VALUE;
		this.held = false;
		notifyAll();
	}

	/**
	 * Waits until data that arrived at a time may be forwarded.
	 */
	synchronized void awaitDeparture(long arrivedAt) throws InterruptedException {
		awaitPassed(arrivedAt, () -> this.delayNanos);
	}

	/**
	 * Waits until the link has room.
	 * @return number of bytes that may be forwarded, at most the wanted number
	 */
	synchronized int awaitRoom(int wanted) throws InterruptedException {
		int slice = (int) Math.min(wanted, Math.max(1, this.bytesPerSecond / SLICES_PER_SECOND));
		awaitPassed(System.nanoTime(), () -> slice * SECOND / this.bytesPerSecond);
		return slice;
	}

	private void awaitPassed(long start, LongSupplier nanos) throws InterruptedException {
		long left = nanos.getAsLong() - (System.nanoTime() - start);
		while (this.held || left > 0) {
			// at least one millisecond, as zero would be for ever
			wait(this.held ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
			left = nanos.getAsLong() - (System.nanoTime() - start);
		}
	}

}
