package io.github.dualstream.consumer;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Records in flight of a consumer, across all its partitions. Full at its limits, and
 * until half of them is free again, so that reading does not stop and start with each
 * record. Thread-safe.
 */
final class InFlight {

	private final int maxCount;

	private final long maxBytes;

	private final Runnable onRoom;

	private final AtomicInteger count = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	private final AtomicBoolean full = new AtomicBoolean();

	/**
	 * Create the counter.
	 * @param settings settings with the limits
	 * @param onRoom callback invoked when it is no longer full
	 */
	InFlight(ConsumerSettings settings, Runnable onRoom) {
		this.maxCount = settings.maxInFlight();
		this.maxBytes = settings.maxInFlightBytes();
		this.onRoom = onRoom;
	}

	void add(int count, long bytes) {
		int counted = this.count.addAndGet(count);
		if (this.bytes.addAndGet(bytes) >= this.maxBytes || counted >= this.maxCount) {
			this.full.set(true);
			// what was removed meanwhile has not seen the flag
			checkRoom(this.count.get(), this.bytes.get());
		}
	}

	void remove(int count, long bytes) {
		int left = this.count.addAndGet(-count);
		long bytesLeft = this.bytes.addAndGet(-bytes);
		if (this.full.get()) {
			checkRoom(left, bytesLeft);
		}
	}

	private void checkRoom(int count, long bytes) {
		if (count <= this.maxCount / 2 && bytes <= this.maxBytes / 2 && this.full.compareAndSet(true, false)) {
			this.onRoom.run();
		}
	}

	boolean isFull() {
		return this.full.get();
	}

	int count() {
		return this.count.get();
	}

	long bytes() {
		return this.bytes.get();
	}

	/** Ratio of the number of records to its maximum. */
	double countRatio() {
		return (double) this.count.get() / this.maxCount;
	}

	/** Ratio of the memory of records to its maximum. */
	double bytesRatio() {
		return (double) this.bytes.get() / this.maxBytes;
	}

}
